import { flowOf } from '../../../graph/flow.ts';
import { titleOf } from '../../../graph/labels.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import { type Wiring, wiringOf } from '../../../graph/wiring.ts';
import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../../graph/workflow/schema.ts';
import { type ApiEqual, apiRules, loraLoader, type NoEqual, partLoader } from './equals.ts';

/** What ComfyUI's server takes: nodes by their ids. */
export type ApiPrompt = Readonly<
  Record<string, { class_type: string; inputs: Record<string, unknown>; _meta?: { title: string } }>
>;

export interface Exported {
  readonly prompt: ApiPrompt;
  /** Sentences about what has no equal in ComfyUI. */
  readonly remarks: readonly string[];
}

/** What stands there for one output of a node of ours. */
interface Part {
  readonly id: string;
  readonly equal: ApiEqual;
}

/** Inputs that ComfyUI does without: latents there belong to nobody. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['model', 'vae']);

/** Nodes that mean nothing to whoever only runs a workflow, or that are part of another there. */
const SILENT = new Set(['note', 'reroute', 'load_lora', 'number']);

/** The nodes of a workflow that have an equal in ComfyUI, as its API takes them. Bypassed nodes are passed by. */
export function exportApi(workflow: Workflow, registry: NodeRegistry): Exported {
  const wiring = wiringOf(workflow);
  const { sourceOf } = flowOf(wiring, registry);
  const origin = (end: LinkEnd): LinkEnd | undefined => throughReroutes(end, wiring, sourceOf);
  const remarks = new Set<string>();
  const parts = new Map<string, Part | NoEqual>();
  const partFor = ({ node: id, port }: LinkEnd): Part | undefined => {
    const node = wiring.nodes.get(id);
    if (!node || node.mode === 'mute') return undefined;
    const key = keyOf(node, port);
    if (!parts.has(key)) parts.set(key, partOf(node, port, wiring, registry, origin));
    const found = parts.get(key);
    return found && 'equal' in found ? found : undefined;
  };
  const prompt = new Map<string, ApiPrompt[string]>();
  const sourceFor = (end: LinkEnd, as: 'node' | 'boolean' | undefined): unknown => {
    const from = origin(end);
    const number = from && numberOf(from, wiring, registry);
    if (!from || number === undefined) return from && wireFrom(from, partFor(from));
    if (as === undefined) return number;
    if (as === 'boolean') return number !== 0;
    const node = wiring.nodes.get(from.node) as WorkflowNode;
    const class_type = Number.isSafeInteger(number) ? 'PrimitiveInt' : 'PrimitiveFloat';
    prompt.set(node.id, { class_type, inputs: { value: number }, _meta: { title: titleIn(node, registry) } });
    return [node.id, 0];
  };
  const write = (node: WorkflowNode, { id, equal }: Part) => {
    const title = titleIn(node, registry);
    const wires = wiresOf(wiring.into.get(node.id), equal, sourceFor);
    prompt.set(id, { class_type: equal.class_type, inputs: { ...equal.values, ...wires }, _meta: { title } });
    if (equal.remark !== undefined) remarks.add(`"${title}": ${equal.remark}.`);
    for (const [name, as] of Object.entries(equal.numbers ?? {})) {
      const end = as === 'boolean' ? wiring.into.get(node.id)?.get(name) : undefined;
      const from = end && origin(end);
      if (from && !isTruth(from, wiring)) remarks.add(`"${title}": ${needsTruth(name)}.`);
    }
    for (const name of Object.values(equal.wires)) {
      const isMissing = !Object.hasOwn(equal.values, name) && !Object.hasOwn(wires, name);
      if (isMissing) remarks.add(`"${title}" has nothing at "${name}", which ComfyUI needs.`);
    }
  };
  for (const node of workflow.nodes) {
    if (node.mode !== 'on' || SILENT.has(node.type)) continue;
    const outputs = node.type === 'load_model_parts' ? ['model', 'vae', 'text_encoder'] : [''];
    for (const port of outputs) {
      const used = port === '' || isUsed({ node: node.id, port }, workflow);
      const part = used ? partFor({ node: node.id, port }) : undefined;
      if (part) write(node, part);
      const found = parts.get(keyOf(node, port));
      if (found && 'because' in found)
        remarks.add(`"${titleIn(node, registry)}" is left out, because ${found.because}.`);
    }
  }
  return { prompt: Object.fromEntries(prompt), remarks: [...remarks] };
}

/** A node that loads parts is another node there for each of its outputs. */
function keyOf({ id, type }: WorkflowNode, port: string): string {
  return type === 'load_model_parts' ? `${id} ${port}` : id;
}

function isUsed({ node, port }: LinkEnd, { links }: Workflow): boolean {
  return links.some(({ from }) => from === `${node}.${port}`);
}

type Origin = (end: LinkEnd) => LinkEnd | undefined;

function throughReroutes(end: LinkEnd, wiring: Wiring, sourceOf: Origin): LinkEnd | undefined {
  const seen = new Set<string>();
  for (let current = sourceOf(end); current; ) {
    if (wiring.nodes.get(current.node)?.type !== 'reroute' || seen.has(current.node)) return current;
    seen.add(current.node);
    const before = wiring.into.get(current.node)?.get('value');
    current = before && sourceOf(before);
  }
  return undefined;
}

function partOf(
  node: WorkflowNode,
  port: string,
  wiring: Wiring,
  registry: NodeRegistry,
  origin: Origin,
): Part | NoEqual {
  const parsed = registry.get(node.type)?.parameters.safeParse(node.parameters);
  if (!parsed?.success)
    return { because: parsed ? 'its parameters are not valid' : 'it is of a type that is not known here' };
  const wired = wiring.into.get(node.id) ?? new Map<string, LinkEnd>();
  if (node.type === 'load_model_parts') {
    const equal = partLoader(parsed.data, port);
    return 'because' in equal ? equal : { id: `${node.id}_${equal.class_type}`, equal };
  }
  const equal =
    node.type === 'apply_lora' ? lora(parsed.data, wired, wiring, origin) : plain(node.type, parsed.data, wired);
  return 'because' in equal ? equal : { id: node.id, equal };
}

function plain(
  type: string,
  parameters: Record<string, unknown>,
  wired: ReadonlyMap<string, LinkEnd>,
): ApiEqual | NoEqual {
  const rule = Object.hasOwn(apiRules, type) ? apiRules[type] : undefined;
  const equal = rule?.(parameters, new Set(wired.keys())) ?? { because: 'ComfyUI has no equal of it' };
  if ('because' in equal) return equal;
  const lost = [...wired.keys()].find((name) => !Object.hasOwn(equal.wires, name) && !SAID_ELSEWHERE.has(name));
  return lost === undefined ? equal : { because: `nothing can be wired to its "${lost}" there` };
}

function lora(
  parameters: Record<string, unknown>,
  wired: ReadonlyMap<string, LinkEnd>,
  { nodes }: Wiring,
  origin: Origin,
): ApiEqual | NoEqual {
  const end = wired.get('lora');
  const loader = end && nodes.get(origin(end)?.node ?? '');
  if (loader?.type !== 'load_lora') return { because: 'ComfyUI applies LoRAs of files only' };
  return loraLoader(parameters, loader.parameters.lora ?? '', wired.has('text_encoder'));
}

/** By the names of inputs there: the output or the number that our wire brings. */
function wiresOf(
  wired: ReadonlyMap<string, LinkEnd> | undefined,
  { wires, numbers = {} }: ApiEqual,
  sourceFor: (end: LinkEnd, as: 'node' | 'boolean' | undefined) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(wires).flatMap(([ours, theirs]) => {
      const end = wired?.get(ours);
      const source = end && sourceFor(end, numbers[ours]);
      return source === undefined ? [] : [[theirs, source]];
    }),
  );
}

function wireFrom({ port }: LinkEnd, part: Part | undefined): [string, number] | undefined {
  const slot = part ? part.equal.outputs.indexOf(port) : -1;
  return part && slot >= 0 ? [part.id, slot] : undefined;
}

/** What is a boolean there, or is written as one. */
function isTruth({ node, port }: LinkEnd, { nodes }: Wiring): boolean {
  const type = nodes.get(node)?.type;
  return type === 'toggle' || type === 'number' || (type === 'formula' && port === 'is_true');
}

const needsTruth = (name: string) =>
  `"${name}" takes booleans only there: put a Formula before it, and wire its "is true"`;

/** ComfyUI has nodes for whole numbers and for others, which fit other inputs: the number itself fits both. */
function numberOf({ node: id }: LinkEnd, { nodes }: Wiring, registry: NodeRegistry): number | undefined {
  const node = nodes.get(id);
  if (node?.type !== 'number' || node.mode === 'mute') return undefined;
  const parsed = registry.get(node.type)?.parameters.safeParse(node.parameters);
  return parsed?.success ? (parsed.data.value as number) : undefined;
}

function titleIn(node: WorkflowNode, registry: NodeRegistry): string {
  const entry = registry.get(node.type);
  return entry ? titleOf(node, entry) : (node.title ?? node.type);
}
