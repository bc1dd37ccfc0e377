import { effect } from '@preact/signals';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { isAnother } from './isAnother.ts';
import type { Stage } from './stage.ts';
import type { Viewport } from './view/viewport.ts';
import { clampZoom } from './view/viewport.ts';

const pause = 250;

/** Files hold no smaller zoom. */
const leastSaved = 0.05;

function differs(a: Viewport, b: Viewport): boolean {
  return a.x !== b.x || a.y !== b.y || a.zoom !== b.zoom;
}

/**
 * Looks where the workflow was left when another one is opened (all of it, when it does not say), and writes into the
 * workflow where the user has moved the view, once it rests. @returns the function that ends it.
 */
export function followViewport(stage: Stage, frameAll: () => void): () => void {
  const { editor } = stage;
  let last: Workflow | undefined;
  const stop = effect(() => {
    const { workflow } = stage.scenes.value.source;
    // A large one is shown in parts, and looked at as a whole.
    if (workflow.nodes.length < editor.workflow.peek().nodes.length) return;
    const another = !last || isAnother(workflow, last);
    last = workflow;
    if (!another) return;
    const { viewport } = workflow;
    if (viewport) stage.look({ x: viewport.x, y: viewport.y, zoom: clampZoom(viewport.zoom) });
    else frameAll();
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const { x, y, zoom } = stage.view.peek();
    const seen = { x, y, zoom: Math.max(leastSaved, zoom) };
    const written = editor.workflow.peek().viewport;
    if (!written || differs(seen, written)) editor.setViewport(seen);
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
