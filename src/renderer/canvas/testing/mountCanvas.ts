import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { CanvasRequests } from '../../state/document/editor.ts';
import { createCanvas } from '../createCanvas.ts';
import type { CanvasProbe } from '../probe.ts';
import type { Point } from '../view/rect.ts';
import { installFakeCanvas } from './fakeCanvas.ts';
import { memoryEditor } from './memoryEditor.ts';
import { sampleRegistry } from './sampleNodes.ts';

interface Keys {
  readonly shiftKey?: boolean;
  readonly altKey?: boolean;
  readonly button?: number;
}

/** A canvas in a document without pixels, and a user to act on it. One graph unit is one pixel. */
export function mountCanvas(workflow: Workflow) {
  installFakeCanvas();
  const host = document.createElement('div');
  document.body.append(host);
  const editor = memoryEditor(sampleRegistry, { ...workflow, viewport: { x: 0, y: 0, zoom: 1 } });
  const asked: { readonly name: string; readonly request: unknown }[] = [];
  const note = (name: string) => (request: unknown) => void asked.push({ name, request });
  const requests: CanvasRequests = {
    palette: note('palette'),
    menu: note('menu'),
    file: note('file'),
    picture: (node, frame) => void asked.push({ name: 'picture', request: { node, frame } }),
    paint: note('paint'),
    open: note('open'),
    link: note('link'),
    written: note('written'),
    files: note('files'),
  };
  const view = createCanvas(host, editor, requests) as ReturnType<typeof createCanvas> & CanvasProbe;
  const canvas = host.querySelector('canvas');
  if (!canvas) throw new Error('no canvas');

  function send(type: string, [clientX, clientY]: Point, keys: Keys = {}): void {
    const Kind = type === 'dblclick' || type === 'contextmenu' ? MouseEvent : PointerEvent;
    canvas?.dispatchEvent(new Kind(type, { clientX, clientY, button: 0, bubbles: true, cancelable: true, ...keys }));
  }

  return {
    host,
    editor,
    asked,
    view,
    canvas,
    send,
    press: (at: Point, keys?: Keys) => send('pointerdown', at, keys),
    move: (to: Point, keys?: Keys) => send('pointermove', to, keys),
    release: (at: Point, keys?: Keys) => send('pointerup', at, keys),
    drag(from: Point, to: Point, keys?: Keys) {
      send('pointerdown', from, keys);
      send('pointermove', [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], keys);
      send('pointermove', to, keys);
      send('pointerup', to, keys);
    },
    click(at: Point, keys?: Keys) {
      send('pointerdown', at, keys);
      send('pointerup', at, keys);
    },
    node(id: string) {
      const found = editor.workflow.peek().nodes.find((node) => node.id === id);
      if (!found) throw new Error(`no node ${id}`);
      return found;
    },
    /** Middle of a parameter's field. */
    field(node: string, parameter: string): Point {
      const rect = view.widgetRect(node, parameter);
      if (!rect) throw new Error(`no field ${node}.${parameter}`);
      return [rect.x + rect.width / 2, rect.y + rect.height / 2];
    },
    port(node: string, port: string, side: 'input' | 'output'): Point {
      const point = view.portPosition(node, port, side);
      if (!point) throw new Error(`no port ${node}.${port}`);
      return point;
    },
  };
}
