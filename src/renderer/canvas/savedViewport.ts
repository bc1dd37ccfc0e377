import { effect } from '@preact/signals';
import type { Stage } from './stage.ts';
import type { Viewport } from './view/viewport.ts';
import { clampZoom } from './view/viewport.ts';

const pause = 250;

function differs(a: Viewport, b: Viewport): boolean {
  return a.x !== b.x || a.y !== b.y || a.zoom !== b.zoom;
}

/**
 * Looks where the workflow was left when another one is opened (all of it, when it does not say), and writes into the
 * workflow where hands have moved the view, once they rest. @returns the function that ends it.
 */
export function followViewport(stage: Stage, frameAll: () => void): () => void {
  const { editor } = stage;
  let ids: ReadonlySet<string> = new Set();
  let started = false;
  const stop = effect(() => {
    const { nodes, viewport } = editor.workflow.value;
    const another = !started || (nodes.length > 0 && !nodes.some((node) => ids.has(node.id)));
    ids = new Set(nodes.map((node) => node.id));
    if (!another) return;
    started = true;
    if (viewport) stage.look({ x: viewport.x, y: viewport.y, zoom: clampZoom(viewport.zoom) });
    else frameAll();
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const seen = stage.view.peek();
    const written = editor.workflow.peek().viewport;
    if (!written || differs(seen, written)) editor.setViewport({ ...seen });
  };
  const stopWriting = effect(() => {
    stage.view.value;
    clearTimeout(timer);
    timer = setTimeout(write, pause);
  });
  return () => {
    stop();
    stopWriting();
    clearTimeout(timer);
  };
}
