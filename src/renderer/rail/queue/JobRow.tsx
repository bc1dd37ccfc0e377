import { duration } from '../../../graph/duration.ts';
import type { JobProgress, ListedJob } from '../../../jobs/queueView.ts';
import { useApp } from '../../app/context.ts';
import { timeOfDay } from '../../text/formats.ts';
import { overridesText } from '../../text/overridesText.ts';
import { texts } from '../../text/texts.ts';
import { JobActions } from './JobActions.tsx';
import { JobPicture } from './JobPicture.tsx';
import { focusBeside, moveFocus } from './moveFocus.ts';
import type { Reorder } from './useReorder.ts';

interface Props {
  readonly job: ListedJob;
  /** Its place in the list, from 1. */
  readonly place: number;
  readonly progress: JobProgress | undefined;
  /** Whether the Tab key leads to it: to one of the list, from which arrow keys lead to the others. */
  readonly isReachable: boolean;
  /** Told that it has the focus. */
  visit(job: string): void;
  /** Where its place can be changed. */
  readonly reorder?: Reorder;
}

/** A job with what it differs in, how far it is or what came of it, and what can be done about it. */
export function JobRow({ job, place, progress, isReachable, visit, reorder }: Props) {
  const { queue } = useApp();
  const { id, name, status, problem } = job;
  const facts = factsOf(job, progress);
  const press = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }) => {
    if (event.target !== event.currentTarget) return;
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
    if (by !== undefined) {
      event.preventDefault();
      if (event.altKey) reorder?.step(job, by);
      else moveFocus(event.currentTarget, by);
    }
    if (event.key === 'Delete' && (status === 'waiting' || status === 'running')) {
      event.preventDefault();
      focusBeside(event.currentTarget);
      queue.cancel(job);
    }
  };
  return (
    <li
      class="job"
      data-job={id}
      data-testid="job"
      data-status={status}
      data-dragged={reorder?.dragged === id || undefined}
      data-before={reorder?.before === id || undefined}
      data-after={reorder?.after === id || undefined}
      tabIndex={isReachable ? 0 : -1}
      aria-label={[name, texts.queue.spokenStates[status], overridesText(job.overrides)].filter(Boolean).join(', ')}
      onFocusIn={() => visit(id)}
      title={hintOf(job, reorder !== undefined)}
      onPointerDown={(event) => reorder?.press(event, job)}
      onKeyDown={press}
    >
      {status === 'done' ? (
        <JobPicture job={job} isReachable={isReachable} />
      ) : (
        <span class="job-place numeric muted">{reorder ? place : ''}</span>
      )}
      <div class="job-text">
        <span class="ellipsis">{name}</span>
        {status === 'done' && job.prompt !== '' && <span class="ellipsis muted">{job.prompt}</span>}
        <span class="ellipsis muted numeric">
          <span data-testid="job-seed">{overridesText(job.overrides) || texts.queue.seedAsSaved}</span>
          {facts && `, ${facts}`}
        </span>
      </div>
      <JobActions job={job} isReachable={isReachable} />
      {status === 'running' && (
        <progress
          class="download-bar"
          max={1}
          value={progress?.fraction ?? 0}
          aria-label={texts.queue.progressOf(name)}
        />
      )}
      {problem && status === 'failed' && (
        <div class="model-fault">
          <p>{problem.message}</p>
          <p class="muted">{problem.remedy}</p>
        </div>
      )}
    </li>
  );
}

/** What does not fit into the row, and what can be done with it. */
function hintOf({ name, prompt, files = [] }: ListedJob, moves: boolean): string {
  const written = files.map((file) => texts.queue.writtenTo(file));
  return [name, prompt, ...written, ...(moves ? [texts.queue.reorder] : [])].filter((line) => line !== '').join('\n');
}

function factsOf(
  { status, seconds, ended, attempt, forever, place }: ListedJob,
  progress: JobProgress | undefined,
): string {
  const facts = {
    waiting: attempt > 0 ? texts.queue.waitsAgain : '',
    running: `${Math.round((progress?.fraction ?? 0) * 100)} %${progress?.node ? ` ${progress.node}` : ''}`,
    done: seconds === undefined ? '' : duration(seconds * 1000),
    failed: ended ? timeOfDay(ended) : '',
    cancelled: '',
  };
  const isAway = place === 'queue' && status !== 'done';
  return [
    isAway ? texts.queue.onQueue : '',
    facts[status],
    forever ? texts.queue.forever : '',
    attempt > 1 ? texts.queue.attempt(attempt) : '',
  ]
    .filter(Boolean)
    .join(', ');
}
