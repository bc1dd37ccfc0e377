import { z } from 'zod';
import { modelRoles } from '../models/knownModel.ts';
import { LIMITS, MOST_PORTS } from './counts.ts';

/** The version that this program writes. Older files migrate on load; newer ones are refused with a sentence. */
export const WORKFLOW_VERSION = 2;

export const LONGEST_MODEL_NAME = 300;

const finite = z.number().min(-1e9).max(1e9);
const point = z.tuple([finite, finite]);
const name = z.string().min(1).max(200);
const words = z.string().max(20_000);

const id = name.regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, _ and - only');
/** What people call a port or a parameter of a block. Ends of links are split at dots. */
const portName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^(?!__proto__$)[^.]+$/, 'no dots');

const mode = z.enum(['on', 'bypass', 'mute']);

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'colours are written like "#3f789e"');

/** Unknown keys survive a round trip everywhere: a newer version's file loses nothing in an older program. */
export const nodeSchema = z.looseObject({
  id,
  type: name,
  version: z.number().int().min(1).max(1e6).default(1),
  title: z.string().max(200).optional(),
  position: point.default([0, 0]),
  size: point.optional(),
  collapsed: z.boolean().optional(),
  mode: mode.default('on'),
  /** Of a node of another program: the input that each output passes on while it is bypassed. */
  passes: z.record(z.string(), z.string()).optional(),
  parameters: z.record(z.string(), z.unknown()).default({}),
  /** Of its header. */
  color: color.optional(),
  /** The block that it lies in; none at the top level. */
  block: id.optional(),
  /** The collapsed group that it is out of sight in. One that is not there, or open, counts for nothing. */
  group: name.optional(),
});

export const linkSchema = z.looseObject({
  /** "node.port"; a repeated input port is written "node.port.2". */
  from: name,
  to: name,
});

export const groupSchema = z.looseObject({
  id: name,
  title: z.string().max(200),
  position: point,
  /** While it is open: collapsed groups are all of one size. */
  size: point,
  color: color.optional(),
  /** Shown as one box in place of the nodes and groups that name it as theirs. */
  collapsed: z.boolean().optional(),
  block: id.optional(),
  /** The collapsed group that it is out of sight in, as of a node. */
  group: name.optional(),
});

/**
 * Nodes that are shown as one. They stay in the list of nodes, under their own ids and with their own wires: a block says
 * only how they are seen, so whoever runs a workflow need not know of blocks.
 */
export const blockSchema = z.looseObject({
  id,
  title: z.string().max(200),
  description: words.optional(),
  /** The block around it. */
  block: id.optional(),
  position: point.default([0, 0]),
  /** Where it stood when it was made: what lies in it moves by the way from there when it is dissolved. */
  origin: point.optional(),
  size: point.optional(),
  collapsed: z.boolean().optional(),
  color: color.optional(),
  /** The collapsed group that it is out of sight in, as of a node. */
  group: name.optional(),
  /** Each feeds ends ("node.port") of nodes inside, all by the same wire from outside. */
  inputs: z
    .array(z.looseObject({ name: portName, to: z.array(name).max(LIMITS.links) }))
    .max(MOST_PORTS)
    .default([]),
  /** Each gives what an output of a node inside gives. */
  outputs: z
    .array(z.looseObject({ name: portName, from: name }))
    .max(MOST_PORTS)
    .default([]),
  /** Parameters of nodes inside ("node.parameter") that it shows as its own. */
  parameters: z
    .array(z.looseObject({ name: portName, target: name }))
    .max(MOST_PORTS)
    .default([]),
  /** What was not on when the block was muted or bypassed: it is as it was when the block is on again. */
  modes: z
    .array(z.looseObject({ node: id, mode }))
    .max(LIMITS.nodes)
    .optional(),
  /** Where its inputs and outputs stand when it is open. */
  inputsPosition: point.optional(),
  outputsPosition: point.optional(),
});

export const workflowSchema = z.looseObject({
  format: z.literal('arcspace-workflow'),
  version: z.literal(WORKFLOW_VERSION),
  name: z.string().max(200).default('Untitled'),
  description: words.default(''),
  nodes: z.array(nodeSchema).max(LIMITS.nodes),
  links: z.array(linkSchema).max(LIMITS.links).default([]),
  groups: z.array(groupSchema).max(LIMITS.groups).default([]),
  blocks: z.array(blockSchema).max(LIMITS.blocks).optional(),
  viewport: z.looseObject({ x: finite, y: finite, zoom: z.number().min(0.05).max(10) }).optional(),
  /** Parameters offered to whoever runs the workflow without opening it. */
  inputs: z
    .array(z.looseObject({ name, label: z.string().max(200), target: name }))
    .max(LIMITS.inputs)
    .default([]),
  /** Nodes whose results are shown to whoever runs the workflow without opening it; those at its ends where nothing is chosen. */
  outputs: z.array(id).max(LIMITS.outputs).optional(),
  /** Where whoever opens it sees it first: its inputs and results alone, in place of the graph. */
  opensIn: z.literal('app').optional(),
  /** What it needs, a model where `role` does not say otherwise: name, kind ("Stable Diffusion XL") and the sha256 of each file. */
  models: z
    .array(
      z.looseObject({
        id: z.string().min(1).max(LONGEST_MODEL_NAME),
        role: z.enum(modelRoles).optional(),
        kind: z.string().max(200).optional(),
        files: z.record(z.string(), z.string()).default({}),
      }),
    )
    .max(LIMITS.models)
    .default([]),
  /** A small picture as a data URL (PNG, JPEG or WebP). */
  thumbnail: z
    .string()
    .max(400_000)
    .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/)
    .optional(),
});

export type WorkflowNode = z.output<typeof nodeSchema>;
export type WorkflowLink = z.output<typeof linkSchema>;
export type WorkflowBlock = z.output<typeof blockSchema>;
export type WorkflowGroup = z.output<typeof groupSchema>;
/** A model as a workflow remembers it. */
export type NeededModel = Workflow['models'][number];
/** The one model of the graph. Plain data, never changed in place. */
export type Workflow = z.output<typeof workflowSchema>;

export function emptyWorkflow(): Workflow {
  return {
    format: 'arcspace-workflow',
    version: WORKFLOW_VERSION,
    name: 'Untitled',
    description: '',
    nodes: [],
    links: [],
    groups: [],
    inputs: [],
    models: [],
  };
}
