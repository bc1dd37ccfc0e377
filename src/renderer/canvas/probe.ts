import type { Stage } from './stage.ts';
import { type NodeView, portPlace, portPoint } from './view/nodeView.ts';
import { type Point, type Rect, shifted } from './view/rect.ts';
import { toScreen } from './view/viewport.ts';

/** Where things are on the page, in CSS pixels, for tests that move a real mouse. Undefined when there is no such thing. */
export interface CanvasProbe {
  portPosition(node: string, port: string, side: 'input' | 'output'): Point | undefined;
  nodeRect(node: string): Rect | undefined;
  widgetRect(node: string, parameter: string): Rect | undefined;
  pictureRect(node: string): Rect | undefined;
  zoom(): number;
}

export function createProbe(stage: Stage): CanvasProbe {
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
    widgetRect(node, parameter) {
      const view = find(node);
      const widget = view?.layout.widgets.find((each) => each.spec.name === parameter);
      return view && widget && inNode(view, widget.rect);
    },
    pictureRect(node) {
      const view = find(node);
      return view?.layout.picture && inNode(view, view.layout.picture.frame);
    },
    zoom: () => stage.viewport().zoom,
  };
}
