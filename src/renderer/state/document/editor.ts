import type { ReadonlySignal, Signal } from '@preact/signals';
import type { FileKind } from '../../../graph/defineNode.ts';
import type { Measures } from '../../../graph/edit/measures.ts';
import type { Picture } from '../../../graph/events.ts';
import type { Problem } from '../../../graph/problem.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import type { Summary } from '../../../graph/summary.ts';
import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../../graph/workflow/schema.ts';
import type { Theme } from '../../theme/tokens.ts';

/** What is known of a node from runs; nothing here is saved. */
export interface NodeState {
  readonly status: 'idle' | 'queued' | 'running' | 'done' | 'cached' | 'failed';
  readonly progress?: { readonly step: number; readonly of: number; readonly left?: number };
  /** The newest step preview while it runs. */
  readonly preview?: Picture;
  readonly pictures: readonly Picture[];
  /** Content key of the result that `pictures` show: the engine does not send those again. */
  readonly key?: string;
  readonly outputs: Readonly<Record<string, Summary>>;
  readonly warnings: readonly string[];
  /** Paths of the files that it wrote; absent when it writes none. */
  readonly files?: readonly string[];
  readonly problem?: Problem;
  readonly milliseconds?: number;
}

/**
 * The editor's one state: the workflow is the truth, the canvas and the panels are views of it that send edits.
 * `src/graph/edit` holds the edits as pure functions.
 */
export interface Editor {
  readonly registry: NodeRegistry;
  readonly workflow: ReadonlySignal<Workflow>;
  readonly selection: Signal<ReadonlySet<string>>;
  /** The selected wire, by the input that it ends in ("slerp.a"). Selecting nodes, or none, ends it. */
  readonly selectedWire: Signal<string | null>;
  /** The selected group. Selecting nodes, or none, ends it. */
  readonly selectedGroup: Signal<string | null>;
  readonly nodeStates: ReadonlySignal<ReadonlyMap<string, NodeState>>;
  /**
   * One undoable edit. Edits with the same `merge` key that follow each other within a gesture (a drag, a scrub, typing)
   * become one step of undo.
   */
  edit(label: string, change: (workflow: Workflow) => Workflow, merge?: string): void;
  /** What is visible: saved with the workflow, but no step of undo. */
  setViewport(viewport: NonNullable<Workflow['viewport']>): void;
  undo(): void;
  redo(): void;
  /** Calls before another workflow is shown: whatever a hand has begun ends in the one where it began. @returns the end of it */
  onLeave(listener: () => void): () => void;
}

/** Where a wire was dropped on nothing, or null for a plain palette. */
export interface WireEnd {
  readonly node: string;
  readonly port: string;
  readonly side: 'input' | 'output';
}

export interface PaletteRequest {
  /** CSS pixels in the window. */
  readonly screen: readonly [number, number];
  /** Where the new node goes. */
  readonly graph: readonly [number, number];
  readonly wire: WireEnd | null;
}

/** What of a new node is to lie at a point. */
export type NodePart = 'corner' | 'middle' | { readonly side: 'input' | 'output'; readonly port: string };

/** The whole graph as pictures of its own, whatever of it is in view, as it looks while nobody points at it. */
export interface GraphPictures {
  /** Pixels at a scale, and why that is too large for a PNG where it is. */
  size(scale: number): { readonly width: number; readonly height: number; readonly refusal?: string };
  /** @throws ArcspaceError where it is too large. */
  png(theme: Theme['name'], scale: number): Promise<Uint8Array>;
  /** @param metadata an element that the drawing carries along. */
  svg(theme: Theme['name'], metadata: string): Promise<string>;
}

/** What the canvas offers to the panels around it. */
export interface CanvasView {
  /** Fits the nodes (all, when none are named) into view. */
  frame(nodes?: readonly string[]): void;
  /** Brings a node into the middle with what is around it: as large as things are now, where that can be read. */
  reveal(node: string): void;
  /** The same for a place on the canvas. */
  revealPlace(position: readonly [x: number, y: number], size: readonly [width: number, height: number]): void;
  zoomBy(factor: number): void;
  /** Back to life size, the middle staying where it is. */
  zoomToLife(): void;
  /** CSS pixels per graph unit. */
  readonly zoomLevel: ReadonlySignal<number>;
  /** While it is on, presses add to what is selected, as with Shift. */
  readonly selectsSeveral: Signal<boolean>;
  /** Shows the whole graph small in an element, with what is in view; a press there goes there. @returns its end */
  mapInto(element: HTMLCanvasElement): () => void;
  /** Graph position in the middle of what is visible: where a pasted or added node goes. */
  centre(): readonly [number, number];
  toGraph(screen: readonly [number, number]): readonly [number, number];
  toScreen(graph: readonly [number, number]): readonly [number, number];
  /** Where a new node goes so that this part of it lies at a graph point, or near it where it covers no other node. */
  placeFor(node: WorkflowNode, at: readonly [number, number], part: NodePart): readonly [number, number];
  /** Graph position of the middle of the wire that ends in this input. */
  wireMiddle(to: LinkEnd): readonly [number, number] | undefined;
  /** Opens the notes of errors and warnings of these nodes, or folds them to signs where all are open. */
  toggleNotes(nodes: readonly string[]): void;
  /** Has the title of a group typed where it stands. */
  renameGroup(group: string): void;
  readonly pictures: GraphPictures;
  /** How large the nodes are drawn, for edits that put nodes somewhere. */
  readonly measures: Measures;
  focus(): void;
  dispose(): void;
}

export interface MenuRequest {
  /** CSS pixels in the window. */
  readonly screen: readonly [number, number];
  readonly of: 'nodes' | 'wire' | 'group' | 'canvas';
}

/** A file is to be chosen for a parameter. */
export interface FileRequest {
  readonly node: string;
  readonly parameter: string;
  readonly kind: FileKind;
  readonly value: string;
  /** Where its field is, in CSS pixels in the window. */
  readonly field: DOMRect;
}

/** What the canvas asks of the panels around it. */
export interface CanvasRequests {
  palette(request: PaletteRequest): void;
  /** The menu of what is selected, or of the canvas. */
  menu(request: MenuRequest): void;
  /** A picture on a node was clicked, the one with this number among all of its frames: show it large. */
  picture(node: string, frame: number): void;
  /** The field of a file on a node was clicked. */
  file(request: FileRequest): void;
  /** The strokes of a node were clicked: paint. */
  paint(node: string): void;
  /** A block is to be opened. */
  open(block: string): void;
  /** A link to the web was clicked. */
  link(href: string): void;
  /** The files that a node wrote were clicked. */
  written(node: string): void;
  /** Files dropped on the canvas. */
  files(files: readonly File[], graph: readonly [number, number]): void;
}

/** Implemented by `src/renderer/canvas/createCanvas.ts`. */
export type CreateCanvas = (host: HTMLElement, editor: Editor, requests: CanvasRequests) => CanvasView;
