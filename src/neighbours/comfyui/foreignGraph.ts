import type { Point } from '../../graph/edit/point.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';

/** A place where wires end: a name, which is empty where a file gives none, and the widget that it stands for. */
export interface ForeignPort {
  readonly name: string;
  readonly widget?: string;
  /** "IMAGE"; absent where the file does not say. */
  readonly type?: string;
  /** Of an input: the wire that it names. */
  readonly link?: string;
}

/** A node as the file has it, whichever of the formats it is. */
export interface ForeignNode {
  /** Unique in the graph: "3", or "12:3" for node 3 in the subgraph that node 12 shows. */
  readonly id: string;
  readonly type: string;
  readonly title?: string;
  readonly position: Point;
  readonly size?: Point;
  readonly color?: string;
  readonly collapsed: boolean;
  readonly mode: WorkflowNode['mode'];
  readonly inputs: readonly ForeignPort[];
  readonly outputs: readonly ForeignPort[];
  /** Values of its widgets by name, or in their order. */
  readonly values: Readonly<Record<string, unknown>> | readonly unknown[];
  /** Values that a subgraph gives to the node, by name: they count before those of its own. */
  readonly given: Readonly<Record<string, unknown>>;
  /** As the file has it. */
  readonly source: unknown;
  /** The node whose subgraph it lies in. */
  readonly within?: string;
  /** Why it and the nodes that set it up are not one node here: a clause that follows "because". */
  readonly unequal?: string;
}

/**
 * The number of the input that an output passes on while the node is bypassed: the one at its place where the types are
 * the same, or else the first of its type, as in ComfyUI. Undefined for none.
 */
export function passedInput({ inputs, outputs }: ForeignNode, slot: number): number | undefined {
  const type = outputs[slot]?.type;
  if (type === undefined) return undefined;
  if (inputs[slot]?.type === type) return slot;
  const first = inputs.findIndex((input) => input.type === type);
  return first < 0 ? undefined : first;
}

export interface ForeignLink {
  readonly from: { readonly node: string; readonly slot: number };
  readonly to: { readonly node: string; readonly slot: number };
}

export interface ForeignGroup {
  readonly title: string;
  readonly position: Point;
  readonly size: Point;
  readonly color?: string;
  readonly within?: string;
}

/** A node that shows a subgraph: what lies in it names it. */
export interface ForeignBlock {
  readonly id: string;
  readonly title: string;
  readonly position: Point;
  readonly color?: string;
  readonly within?: string;
  /** The widgets of nodes inside that it shows: what it calls them, and the node by its id in the graph. */
  readonly shows: readonly { readonly name: string; readonly node: string; readonly widget: string }[];
}

/** A workflow of ComfyUI, its subgraphs taken apart: the nodes of all are in one list. */
export interface ForeignGraph {
  /** What the file is, for people. */
  readonly format: string;
  readonly nodes: readonly ForeignNode[];
  readonly links: readonly ForeignLink[];
  readonly groups: readonly ForeignGroup[];
  readonly blocks?: readonly ForeignBlock[];
  /** What the file has besides. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Sentences about what is not as the file has it. */
  readonly remarks: readonly string[];
}
