import { timeLeft } from '../../graph/duration.ts';
import type { QueueView } from '../../jobs/queueView.ts';
import { useApp } from '../app/context.ts';
import { isActive } from '../state/jobs/jobQueue.ts';
import { texts } from '../text/texts.ts';

/** "2 min 10 s left", "about 2 min 10 s left"; empty while nothing is known. */
export function queueTimeText({ left }: Pick<QueueView, 'left'>): string {
  if (!left) return '';
  return texts.queue.timeLeft(left.rough, timeLeft(left.seconds));
}

/** How much is in the queue and how long that takes; it leads there. */
export function QueueStatus() {
  const { queue, preferences } = useApp();
  const view = queue.view.value;
  if (!view || !isActive(view)) return null;
  const time = queueTimeText(view);
  return (
    <button
      type="button"
      class="button numeric"
      data-testid="queue-status"
      title={texts.queue.showQueue}
      onClick={() => preferences.set({ rail: 'queue' })}
    >
      {texts.queue.queued(view.counts.running + view.counts.waiting)}
      {time && (
        <span class="muted">
          <span class="visually-hidden">, </span>
          {time}
        </span>
      )}
    </button>
  );
}
