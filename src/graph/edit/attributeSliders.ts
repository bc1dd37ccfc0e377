import type { NodeRegistry } from '../registry.ts';
import { wiringOf } from '../wiring.ts';
import type { LinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { addNode, newNode } from './addNode.ts';
import { connect } from './connect.ts';
import { connectHandles } from './connectHandles.ts';
import { groupNodes } from './groups.ts';
import type { Measures } from './measures.ts';
import type { Point } from './point.ts';

/** A folder whose subfolders plus and minus hold pictures with an attribute and without it. */
export interface AttributeSet {
  readonly folder: string;
  readonly title: string;
}

interface Wanted {
  /** What is changed: an output of latents, or of a picture, which is encoded. */
  readonly from: LinkEnd;
  readonly type: 'latents' | 'image';
  /** As many as Apply directions takes. */
  readonly sets: readonly AttributeSet[];
  /** Of the picture in pixels, where it is known: that of the sets then. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Where the first of the new nodes goes. */
  readonly at: Point;
  readonly measures: Measures;
}

const column = 280;
const row = 40;

/**
 * Adds a slider for each of several attributes after a picture or latents: a node for each, Apply directions with a weight for
 * each, all 0, and Decode. @returns the node with the sliders, too.
 */
export function addAttributeSliders(
  workflow: Workflow,
  registry: NodeRegistry,
  { from, type, sets, size, at: [left, top], measures }: Wanted,
): { readonly workflow: Workflow; readonly sliders: string } {
  const vae = vaeBehind(workflow, registry, from.node);
  let current = workflow;
  const add = (kind: string, place: Point, parameters = {}, looks: Partial<WorkflowNode> = {}): string => {
    const entry = registry.get(kind);
    if (!entry) throw new Error(`there is no node ${kind}`);
    const node = { ...newNode(current, entry, place, parameters), ...looks };
    const withVae =
      entry.inputs.vae && vae
        ? connect(addNode(current, node), registry, vae, { node: node.id, port: 'vae' })
        : addNode(current, node);
    current = connectHandles(withVae, registry, node.id);
    return node.id;
  };
  const wire = (start: LinkEnd, node: string, port: string) => {
    current = connect(current, registry, start, { node, port });
  };
  if (workflow.nodes.every((node) => vaesOf(node, registry).length === 0)) add('load_model', [left - column, top]);
  const attributes = sets.map(({ folder, title }, index) =>
    add('attribute_set', [left, top + index * row], { folder, ...size }, { title, collapsed: true }),
  );
  const weights = sets.map(() => 0);
  const sliders = add('apply_directions', [left + column, top], { strength: 1, weights }, { title: 'Attributes' });
  const decode = add('decode', [left + 2 * column, top]);
  if (type === 'latents') wire(from, sliders, 'latents');
  else {
    const encode = add('encode', [left, top + sets.length * row + 20]);
    wire(from, encode, 'image');
    wire({ node: encode, port: 'latents' }, sliders, 'latents');
  }
  for (const node of attributes) wire({ node, port: 'direction' }, sliders, 'directions');
  wire({ node: sliders, port: 'latents' }, decode, 'latents');
  return { workflow: groupNodes(current, attributes, 'Attributes', measures), sliders };
}

const vaesOf = ({ id, type }: WorkflowNode, registry: NodeRegistry): readonly LinkEnd[] =>
  Object.entries(registry.get(type)?.outputs ?? {})
    .filter(([, port]) => port.type === 'vae')
    .map(([port]) => ({ node: id, port }));

/** The autoencoder that what a node gives was made with: the nearest one up the wires. */
function vaeBehind(workflow: Workflow, registry: NodeRegistry, node: string): LinkEnd | undefined {
  const wiring = wiringOf(workflow);
  const given = (id: string) => {
    const found = wiring.nodes.get(id);
    return found ? vaesOf(found, registry) : [];
  };
  const up = new Set([node]);
  for (const id of up) {
    const wires = [...(wiring.into.get(id)?.values() ?? [])];
    const wired = wires.find((end) => given(end.node).some(({ port }) => port === end.port));
    const found = wired ?? given(id)[0];
    if (found) return found;
    for (const end of wires) up.add(end.node);
  }
  return undefined;
}

/** The sliders for attributes that follow an output already, or that it comes from. */
export function attributeSlidersAfter(workflow: Workflow, from: LinkEnd): string | undefined {
  const wiring = wiringOf(workflow);
  const typeOf = (id: string | undefined) => (id === undefined ? undefined : wiring.nodes.get(id)?.type);
  const isSame = (end: LinkEnd | undefined) => end?.node === from.node && end.port === from.port;
  const changes = (id: string) => {
    const changed = wiring.into.get(id)?.get('latents');
    const encoded = typeOf(changed?.node) === 'encode' ? wiring.into.get(changed?.node ?? '')?.get('image') : undefined;
    return id === from.node || isSame(changed) || isSame(encoded);
  };
  const sliders = workflow.nodes.filter(
    ({ id, type }) =>
      type === 'apply_directions' &&
      [...(wiring.into.get(id)?.values() ?? [])].some((end) => typeOf(end.node) === 'attribute_set'),
  );
  return sliders.find(({ id }) => changes(id))?.id;
}
