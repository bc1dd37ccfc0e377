import type { Picture } from '../../graph/events.ts';
import type { Problem } from '../../graph/problem.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { Editor } from '../state/document/editor.ts';
import type { Stage } from './stage.ts';
import { noteSign } from './view/layout.ts';
import { type NodeView, portPlace, portPoint } from './view/nodeView.ts';
import { type Point, type Rect, rectOf, shifted } from './view/rect.ts';
import { toScreen } from './view/viewport.ts';

/** What a node shows, its pictures as "128x128 checksum". */
interface ShownState {
  readonly status: string;
  readonly pictures: readonly string[];
  readonly problem?: Problem;
}

/** Where things are on the page, in CSS pixels, and what they show, for tests that move a real mouse. Undefined when there is no such thing. */
export interface CanvasProbe {
  portPosition(node: string, port: string, side: 'input' | 'output'): Point | undefined;
  nodeRect(node: string): Rect | undefined;
  /** The frame of a group, or its box while it is collapsed. */
  groupRect(group: string): Rect | undefined;
  widgetRect(node: string, parameter: string): Rect | undefined;
  pictureRect(node: string): Rect | undefined;
  /** The sign in the header that opens and folds the note of a node. */
  noteSignPosition(node: string): Point | undefined;
  /** The note of an error or of warnings; undefined while it is folded. */
  noteRect(node: string): Rect | undefined;
  zoom(): number;
  /** How often everything was painted so far, and how often only what was new. */
  paints(): { readonly whole: number; readonly repaired: number };
  workflow(): Workflow;
  nodeState(node: string): ShownState | undefined;
}

export function createProbe(stage: Stage, editor: Editor): CanvasProbe {
  const onPage = (point: Point): Point => {
    const box = stage.surface.element.getBoundingClientRect();
    const [x, y] = toScreen(stage.viewport(), point);
    return [x + box.left, y + box.top];
  };
  const rectOnPage = (rect: Rect): Rect => {
    const [x, y] = onPage([rect.x, rect.y]);
    const { zoom } = stage.viewport();
    return { x, y, width: rect.width * zoom, height: rect.height * zoom };
  };
  const inNode = (view: NodeView, rect: Rect) => rectOnPage(shifted(rect, [view.rect.x, view.rect.y]));
  const find = (node: string) => stage.scene().nodes.get(node);
  return {
    portPosition(node, port, side) {
      const view = find(node);
      const place = view && portPlace(view, side, port);
      return place && onPage(portPoint(view, place));
    },
    nodeRect(node) {
      const view = find(node);
      return view && rectOnPage(view.rect);
    },
    groupRect(id) {
      const { frames, boxes } = stage.scene();
      const frame = frames.find((group) => group.id === id);
      const rect = frame ? rectOf(frame.position, frame.size) : boxes.find(({ group }) => group.id === id)?.rect;
      return rect && rectOnPage(rect);
    },
    widgetRect(node, parameter) {
      const view = find(node);
      const widget = view?.layout.widgets.find((each) => each.spec.name === parameter);
      return view && widget && inNode(view, widget.rect);
    },
    pictureRect(node) {
      const view = find(node);
      return view?.layout.picture && inNode(view, view.layout.picture.frame);
    },
    noteSignPosition(node) {
      const view = find(node);
      if (!view?.complaint) return undefined;
      const [x, y] = noteSign(view.layout.width);
      return onPage([view.rect.x + x, view.rect.y + y]);
    },
    noteRect(node) {
      const place = stage.notes().get(node);
      return place && rectOnPage(place);
    },
    zoom: () => stage.viewport().zoom,
    paints: stage.paints,
    workflow: () => editor.workflow.peek(),
    nodeState(node) {
      const state = editor.nodeStates.peek().get(node);
      return state && { ...state, pictures: state.pictures.map(checksum) };
    },
  };
}

/** FNV-1a over the pixels. */
function checksum({ width, height, rgba }: Picture): string {
  let hash = 0x811c9dc5;
  for (const byte of rgba) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${width}x${height} ${(hash >>> 0).toString(16)}`;
}
