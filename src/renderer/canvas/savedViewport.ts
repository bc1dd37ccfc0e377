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

/** A canvas that something else is shown in place of has no size, and nothing fits into it. */
const isSeen = ({ host }: Stage) => host.closest('[hidden]') === null;

/** Does it as soon as the canvas is seen. @returns what forgets it */
function onceSeen(stage: Stage, act: () => void): () => void {
  if (isSeen(stage)) {
    act();
    return () => {};
  }
  const observer = new ResizeObserver(() => {
    if (!isSeen(stage)) return;
    observer.disconnect();
    act();
  });
  observer.observe(stage.host);
  return () => observer.disconnect();
}

/**
 * Looks where the workflow was left when another one is opened (all of it, when it does not say), and writes into the
 * workflow where the user has moved the view, once it rests. @returns the function that ends it.
 */
export function followViewport(stage: Stage, frameAll: () => void): () => void {
  const { editor } = stage;
  let last: Workflow | undefined;
  let stopWaiting = () => {};
  const stop = effect(() => {
    const { workflow } = stage.scenes.value.source;
    // A large one is shown in parts, and looked at as a whole.
    if (workflow.nodes.length < editor.workflow.peek().nodes.length) return;
    const another = !last || isAnother(workflow, last);
    last = workflow;
    if (!another) return;
    stopWaiting();
    const { viewport } = workflow;
    if (viewport) stage.look({ x: viewport.x, y: viewport.y, zoom: clampZoom(viewport.zoom) });
    else stopWaiting = onceSeen(stage, frameAll);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    if (!isSeen(stage)) return;
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
    stopWaiting();
    stopWriting();
    clearTimeout(timer);
  };
}
