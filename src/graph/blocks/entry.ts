import { z } from 'zod';
import type { ParameterMeta } from '../defineNode.ts';
import type { Flow } from '../flow.ts';
import { titleOf, words } from '../labels.ts';
import { findPort, type Port, port } from '../port.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import { wiresNeeded } from '../wiresNeeded.ts';
import { formatLinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { WorkflowBlock, WorkflowNode } from '../workflow/schema.ts';
import type { BlockParameter, BlockPorts } from './ports.ts';

/** Category of blocks, and of what stands for the edges of an open one. */
export const BLOCKS = 'blocks';

/** Types of the nodes that stand for blocks: no file names them. */
export const typeOfBlock = (id: string) => `block:${id}`;

/** What describing a block takes. */
export interface Inside {
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  readonly registry: NodeRegistry;
  readonly flow: Flow;
}

/** What stands behind an end of a wire inside. */
function lookUp(end: string, { nodes, registry }: Inside) {
  const parsed = parseLinkEnd(end);
  const node = parsed && nodes.get(parsed.node);
  return { node, port: parsed?.port ?? '', entry: node && registry.get(node.type) };
}

/** What an input of a block takes: what the first of the ends takes that it feeds. */
export function inputPort(ends: readonly string[], inside: Inside): Port {
  const found = ends.map((end) => lookUp(end, inside));
  const [first] = found;
  const declared = first?.entry && findPort(first.entry.inputs, first.port);
  const optional = !found.some(({ entry, port: name }) => entry !== undefined && needsWire(entry, name));
  const title = first?.node && titleOf(first.node, first.entry ?? { title: first.node.type });
  const description = declared ? `${declared.description} (${title})` : 'Leads into the block.';
  const { repeat: _, ...options } = declared?.options ?? {};
  return port(declared?.type ?? 'any', description, { ...options, optional });
}

/** Of a repeated input the first places need one. */
function needsWire(entry: NodeEntry, name: string): boolean {
  const [base = name, place = '1'] = name.split('.');
  return wiresNeeded(entry, base) >= Number(place);
}

export function outputPort(end: string, inside: Inside): Port {
  const { node, entry, port: name } = lookUp(end, inside);
  const parsed = parseLinkEnd(end);
  const declared = entry && findPort(entry.outputs, name);
  const title = node && titleOf(node, entry ?? { title: node.type });
  const description = declared ? `${declared.description} (${title})` : 'Comes out of the block.';
  return port((parsed && inside.flow.typeOf(parsed)) ?? 'any', description, { ...declared?.options });
}

/**
 * The declaration of a parameter that a block shows as its own; undefined where the node has none of the name. What it
 * says of other parameters and inputs of its node is left out, but for a twin on a pad that the block shows too.
 */
function parameterSchema(
  { name, target }: BlockParameter,
  shown: readonly BlockParameter[],
  inside: Inside,
): z.ZodType | undefined {
  const { node, entry, port: parameter } = lookUp(target, inside);
  const schema =
    entry && Object.hasOwn(entry.parameters.shape, parameter) ? entry.parameters.shape[parameter] : undefined;
  if (!node || !(schema instanceof z.ZodType)) return undefined;
  const { shownWhen: _, hiddenByWire: __, weighs: ___, padWith, ...meta } = (schema.meta() ?? {}) as ParameterMeta;
  const twin = padWith === undefined ? undefined : formatLinkEnd({ node: node.id, port: padWith });
  const twinShown = shown.find((each) => each.target === twin)?.name;
  return schema.meta({
    ...meta,
    ...(name !== parameter && { label: words(name) }),
    ...(twinShown !== undefined && { padWith: twinShown }),
  });
}

/** A block as a kind of node: what the canvas, the inspector and the palette read of one. */
export function blockEntry(
  block: WorkflowBlock,
  ports: BlockPorts,
  members: readonly WorkflowNode[],
  inside: Inside,
): NodeEntry {
  const parameters = ports.parameters.flatMap((shown) => {
    const schema = parameterSchema(shown, ports.parameters, inside);
    return schema ? [[shown.name, schema] as const] : [];
  });
  const entries = members.flatMap(({ type }) => inside.registry.get(type) ?? []);
  return {
    type: typeOfBlock(block.id),
    version: 1,
    migrations: [],
    title: block.title || 'Block',
    docs:
      block.description ||
      `A block of ${members.length} ${members.length === 1 ? 'node' : 'nodes'}. Double-click to open it.`,
    category: BLOCKS,
    inputs: Object.fromEntries(ports.inputs.map(({ name, to }) => [name, inputPort(to, inside)])),
    parameters: z.object(Object.fromEntries(parameters)),
    outputs: Object.fromEntries(ports.outputs.map(({ name, from }) => [name, outputPort(from, inside)])),
    ...(entries.some(({ preview }) => preview === 'images') && { preview: 'images' }),
    terminal: entries.some(({ terminal }) => terminal),
    examples: [],
    compute: () => Promise.reject(new Error('a block is never computed: its nodes are')),
  };
}
