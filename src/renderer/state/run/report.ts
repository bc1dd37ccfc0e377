import { duration } from '../../../graph/duration.ts';
import type { RunEvent } from '../../../graph/events.ts';
import type { Problem } from '../../../graph/problem.ts';
import { texts } from '../../text/texts.ts';
import { type Log, logOf, notificationOf } from '../log.ts';
import type { Job, Lane } from './queue.ts';

function saved(files: readonly string[]): string {
  const [first = '', last = ''] = [files[0], files.at(-1)];
  return files.length === 1 ? first : texts.messages.fileRange(files.length, first, last);
}

/**
 * Says where the files of a node are. A run by hand shows it over the canvas, also when they were there already; while a
 * slider moves it is written down.
 */
export function reportFiles(
  log: Pick<Log, 'note' | 'notify'>,
  lane: Lane,
  { node, files, cached }: Extract<RunEvent, { type: 'finished' }>,
): void {
  if (files.length === 0) return;
  const message = cached ? texts.messages.alreadySaved(saved(files)) : texts.messages.savedFiles(saved(files));
  const notification = { level: 'success', message, node, files } as const;
  if (lane === 'manual') log.notify(notification);
  else if (!cached) log.note(notification);
}

/** Writes down what a run did; that it did nothing is told. */
export function reportDone(
  log: Pick<Log, 'note' | 'notify'>,
  { executed, cached, milliseconds }: Extract<RunEvent, { type: 'done' }>,
): void {
  if (executed + cached === 0) {
    log.notify({
      level: 'warning',
      message: texts.messages.nothingToCompute,
      remedy: texts.messages.nothingToComputeAbout,
    });
    return;
  }
  const kept = cached > 0 ? texts.messages.keptFromEarlier(cached) : '';
  const message = texts.messages.runFinished(duration(milliseconds), executed, kept);
  log.note({ level: 'success', message });
}

/** Tells what kept a run from finishing. What is wrong with other nodes is written down, and that there is more is told. */
export function reportFailure(log: Pick<Log, 'note' | 'problem'>, problem: Problem, all: readonly Problem[]): void {
  const others = all.filter(({ place }) => place.node !== problem.place.node);
  if (others.length === 0) {
    log.problem(problem);
    return;
  }
  for (const other of others) log.note(notificationOf(other));
  const more = texts.messages.moreInLog(others.length);
  log.problem({ ...problem, remedy: `${problem.remedy} ${more}` });
}

/** Writes down what happens in runs; problems are told. */
export interface RunReports {
  begin(): void;
  see(job: Job, event: RunEvent): void;
  cancelled(job: Job): void;
  failed(job: Job, problem: Problem): void;
}

export function createRunReports(log: Log): RunReports {
  let failures: Problem[] = [];
  // Not of what nobody asked for, nor again after a reload.
  const isWanted = ({ lane, known }: Job) => lane === 'manual' && known !== 'done';
  return {
    begin() {
      failures = [];
    },
    see(job, event) {
      const said = logOf(log, job.document);
      if (event.type === 'failed') failures.push(event.problem);
      if (event.type === 'finished' && job.known !== 'done') {
        for (const message of event.warnings) said.note({ level: 'warning', message, node: event.node });
        reportFiles(said, job.lane, event);
      }
      if (event.type === 'done' && event.outcome === 'completed' && isWanted(job)) reportDone(said, event);
    },
    cancelled(job) {
      if (isWanted(job)) log.note({ level: 'info', message: texts.messages.runCancelled });
    },
    failed(job, problem) {
      if (job.known !== 'done') reportFailure(logOf(log, job.document), problem, failures);
    },
  };
}
