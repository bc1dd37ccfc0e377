import type { RunEvent } from '../../../graph/events.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { WorkflowDocument } from '../document/document.ts';
import type { Job } from './queue.ts';
import { applyRunEvents } from './reduce.ts';

/** What happens in a live run is shown after this many milliseconds, when the picture did not come before. */
export const LIVE_DELAY = 100;

/**
 * Collects events, so that hundreds of them cost one update. Those of a run that was asked for show in the next frame. A
 * live run's wait for its picture: painting each of them would take the cores from the engine while a hand moves a slider.
 * A picture does not wait, the canvas paints it in the very next frame.
 */
export function createEventBatch(editor: EditorStore, nextFrame: (callback: () => void) => void) {
  let events = new Map<WorkflowDocument, { readonly own: readonly RunEvent[]; readonly isLive: boolean }>();
  const flush = () => {
    const batch = events;
    events = new Map();
    for (const [document, { own, isLive }] of batch) {
      const states = editor.openStates.peek().get(document);
      // Where its tab was closed meanwhile, nobody sees it.
      if (!states) continue;
      const next = applyRunEvents(states, own, isLive);
      if (next !== states) editor.setStates(document, next);
    }
  };
  return {
    add(event: RunEvent, { lane, document }: Pick<Job, 'lane' | 'document'>) {
      const isFirst = events.size === 0;
      const { own = [] } = events.get(document) ?? {};
      events.set(document, { own: [...own, event], isLive: lane === 'live' });
      if (bringsPictures(event)) flush();
      else if (lane === 'manual') nextFrame(flush);
      else if (isFirst) setTimeout(flush, LIVE_DELAY);
    },
    flush,
  };
}

function bringsPictures(event: RunEvent): boolean {
  return event.type === 'finished' && event.pictures !== undefined && event.pictures.length > 0;
}
