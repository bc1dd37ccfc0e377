import { useRef, useState } from 'preact/hooks';
import type { JobStatus } from '../../../jobs/job.ts';
import type { ListedJob, QueueView } from '../../../jobs/queueView.ts';
import { useApp } from '../../app/context.ts';
import { queueTimeText } from '../../components/QueueStatus.tsx';
import { WorkerList } from '../../sharedQueue/WorkerList.tsx';
import { texts } from '../../text/texts.ts';
import { JobRow } from './JobRow.tsx';
import { useReorder } from './useReorder.ts';

const order: readonly JobStatus[] = ['running', 'waiting', 'failed', 'done', 'cancelled'];

/** What the queue of the workspace runs, what waits in it, and what came of the rest; and who computes for the queue that machines share. */
export function QueuePanel() {
  const isShared = useApp().sharedQueue.named.value?.address != null;
  return (
    <>
      <OwnQueue />
      {isShared && (
        <section class="shared-workers" aria-label={texts.queue.workers} data-testid="queue-workers">
          <h3>{texts.queue.workers}</h3>
          <WorkerList />
        </section>
      )}
    </>
  );
}

function OwnQueue() {
  const { queue } = useApp();
  const view = queue.view.value;
  const jobs = queue.jobs.value;
  const problem = queue.problem.value ?? view?.elsewhere;
  if (problem) {
    return (
      <p class="empty" data-testid="queue-problem">
        {problem.message} {problem.remedy}
      </p>
    );
  }
  if (!view) return <p class="empty">{texts.queue.loadingQueue}</p>;
  if (jobs.length === 0 && view.held === 0) {
    return <p class="empty">{texts.queue.nothingQueued}</p>;
  }
  return (
    <section
      class="panel-body queue"
      data-testid="queue-panel"
      aria-label={texts.queue.queue}
      tabIndex={-1}
      onKeyDown={keepDeleting}
    >
      {view.held > 0 && <Held count={view.held} />}
      {jobs.length > 0 && <Summary view={view} />}
      <JobList view={view} jobs={jobs} />
    </section>
  );
}

/** The keys that delete mean what has the focus: not what is selected on the canvas. */
function keepDeleting(event: KeyboardEvent): void {
  if (event.key === 'Delete' || event.key === 'Backspace') event.stopPropagation();
}

/** Runs that came with the workspace and nobody here has asked for. */
function Held({ count }: { readonly count: number }) {
  const { queue } = useApp();
  return (
    <div class="queue-summary" data-testid="queue-held">
      <p>{texts.queue.held(count)}</p>
      <div class="queue-actions">
        <button type="button" class="button" data-testid="queue-held-run" onClick={() => queue.answerHeld(true)}>
          {texts.queue.runHeld(count)}
        </button>
        <button type="button" class="button" data-testid="queue-held-remove" onClick={() => queue.answerHeld(false)}>
          {texts.queue.removeHeld(count)}
        </button>
      </div>
    </div>
  );
}

function Summary({ view }: { readonly view: QueueView }) {
  const { queue } = useApp();
  const { waiting, running, done, failed, cancelled } = view.counts;
  const time = queueTimeText(view);
  return (
    <div class="queue-summary">
      <p class="numeric" data-testid="queue-summary">
        <span aria-live="polite">
          {running + waiting === 0 ? texts.queue.nothingLeft : texts.queue.toGo(running + waiting)}
        </span>
        {time && running + waiting > 0 && <span class="muted">, {time}</span>}
      </p>
      <div class="queue-actions">
        {waiting > 0 && (
          <button type="button" class="button" data-testid="queue-cancel-waiting" onClick={queue.cancelWaiting}>
            {texts.queue.cancelWaiting}
          </button>
        )}
        {running > 0 && (
          <button type="button" class="button" data-testid="queue-cancel-all" onClick={queue.cancelAll}>
            {texts.queue.cancelAll}
          </button>
        )}
        {done + failed + cancelled > 0 && (
          <button
            type="button"
            class="button"
            data-testid="queue-clear"
            title={texts.queue.clearEndedAbout}
            onClick={queue.clear}
          >
            {texts.queue.clearEnded}
          </button>
        )}
      </div>
    </div>
  );
}

function JobList({ view, jobs }: { readonly view: QueueView; readonly jobs: readonly ListedJob[] }) {
  const { queue } = useApp();
  const list = useRef<HTMLDivElement>(null);
  const waiting = jobs.filter(({ status }) => status === 'waiting');
  const isWhole = waiting.length === view.counts.waiting;
  const reorder = useReorder(list, waiting, isWhole, queue.move);
  const [visited, setVisited] = useState<string | undefined>(undefined);
  const shown = order.flatMap((status) => jobs.filter((job) => job.status === status));
  const reachable = (shown.find(({ id }) => id === visited) ?? shown[0])?.id;
  return (
    <div class="scroll queue-list" ref={list}>
      {order.map((status) => {
        const own = jobs.filter((job) => job.status === status);
        if (own.length === 0) return null;
        const more = view.counts[status] - own.length;
        return (
          <section
            key={status}
            class="queue-group"
            aria-label={texts.queue.states[status]}
            data-testid={`queue-${status}`}
          >
            <h3>
              {texts.queue.states[status]} <span class="count">{view.counts[status]}</span>
            </h3>
            <ol>
              {own.map((job, index) => (
                <JobRow
                  key={job.id}
                  job={job}
                  place={index + 1}
                  isReachable={job.id === reachable}
                  visit={setVisited}
                  progress={view.progress.find(({ id }) => id === job.id)}
                  {...(status === 'waiting' ? { reorder } : {})}
                />
              ))}
            </ol>
            {more > 0 && <p class="hint queue-more">{texts.queue.more(more)}</p>}
          </section>
        );
      })}
    </div>
  );
}
