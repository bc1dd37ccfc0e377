import type { NodeRegistry } from '../registry.ts';
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
  let current = workflow;
  const add = (kind: string, place: Point, parameters = {}, looks: Partial<WorkflowNode> = {}): string => {
    const entry = registry.get(kind);
    if (!entry) throw new Error(`there is no node ${kind}`);
    const node = { ...newNode(current, entry, place, parameters), ...looks };
    current = connectHandles(addNode(current, node), registry, node.id);
    return node.id;
  };
  const wire = (start: LinkEnd, node: string, port: string) => {
    current = connect(current, registry, start, { node, port });
  };
  if (!hasVae(workflow, registry)) add('load_model', [left - column, top]);
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

function hasVae({ nodes }: Workflow, registry: NodeRegistry): boolean {
  return nodes.some(({ type }) => Object.values(registry.get(type)?.outputs ?? {}).some((port) => port.type === 'vae'));
}
