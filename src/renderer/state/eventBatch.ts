import type { RunEvent } from '../../graph/events.ts';
import { applyRunEvents } from './applyRunEvents.ts';
import type { EditorStore } from './createEditor.ts';
import type { Lane } from './runQueue.ts';

/** What happens in a live run is shown after this many milliseconds, when the picture did not come before. */
export const LIVE_DELAY = 100;

/**
 * Collects events, so that hundreds of them cost one update. Those of a run that was asked for show in the next frame. A
 * live run's wait for its picture: painting each of them would take the cores from the engine while a hand moves a slider.
 * A picture does not wait, the canvas paints it in the very next frame.
 */
export function createEventBatch(editor: EditorStore, nextFrame: (callback: () => void) => void) {
  let events: RunEvent[] = [];
  const flush = () => {
    if (events.length === 0) return;
    const batch = events;
    events = [];
    editor.nodeStates.value = applyRunEvents(editor.nodeStates.peek(), batch);
  };
  return {
    add(event: RunEvent, lane: Lane) {
      events.push(event);
      if (bringsPictures(event)) flush();
      else if (lane === 'manual') nextFrame(flush);
      else if (events.length === 1) setTimeout(flush, LIVE_DELAY);
    },
    flush,
  };
}

function bringsPictures(event: RunEvent): boolean {
  return event.type === 'finished' && event.pictures !== undefined && event.pictures.length > 0;
}
