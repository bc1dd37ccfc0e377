import type { RunEvent } from '../../graph/events.ts';
import { applyRunEvents } from './applyRunEvents.ts';
import type { EditorStore } from './createEditor.ts';

/** Collects the events of one frame, so that hundreds of them cost one update. */
export function createEventBatch(editor: EditorStore, nextFrame: (callback: () => void) => void) {
  let events: RunEvent[] = [];
  const flush = () => {
    if (events.length === 0) return;
    const batch = events;
    events = [];
    editor.nodeStates.value = applyRunEvents(editor.nodeStates.peek(), batch);
  };
  return {
    add(event: RunEvent) {
      events.push(event);
      if (events.length === 1) nextFrame(flush);
    },
    flush,
  };
}
