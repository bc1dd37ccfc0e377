import { type ReadonlySignal, signal } from '@preact/signals';
import type { Picture, RunEvent } from '../../../graph/events.ts';
import type { Report } from '../../../graph/report.ts';
import { resultNodes } from '../../../graph/resultNodes.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { WorkflowDocument } from '../document/document.ts';
import type { Job, Lane } from '../run/queue.ts';

interface Made {
  readonly id: number;
  readonly time: number;
  readonly run: string;
  /** Content key: equal keys, equal results. */
  readonly key: string;
  readonly lane: Lane;
  readonly node: string;
  readonly title: string;
  /** What made it, as it was then. */
  readonly workflow: Workflow;
  readonly document: WorkflowDocument;
}

export interface Result extends Made {
  readonly type: string;
  readonly pictures: readonly Picture[];
  readonly files: readonly string[];
}

export interface ReportResult extends Made {
  readonly report: Report;
}

/** The pictures and reports of this session. */
export interface Gallery {
  readonly results: ReadonlySignal<readonly Result[]>;
  readonly reports: ReadonlySignal<readonly ReportResult[]>;
  /** How many older results had to go to stay within the budget. */
  readonly dropped: ReadonlySignal<number>;
  see(job: Job, event: RunEvent): void;
  /** Begins with what there was before a reload. */
  restore(results: readonly Result[], reports: readonly ReportResult[]): void;
}

export const GALLERY_BYTES = 256 * 1024 * 1024;
const REPORTS = 50;

function bytesOf(result: Result): number {
  return result.pictures.reduce((sum, picture) => sum + picture.rgba.byteLength, 0);
}

/** The newest results that fit into the budget, oldest first; always at least one. */
function withinBudget(results: readonly Result[], budget: number): readonly Result[] {
  let bytes = 0;
  const first = results.findLastIndex((result) => {
    bytes += bytesOf(result);
    return bytes > budget;
  });
  return results.slice(Math.min(first + 1, results.length - 1));
}

/** While a slider moves only its newest picture is worth keeping. */
function replaces(last: Made | undefined, made: Made): boolean {
  return last?.lane === 'live' && made.lane === 'live' && last.document === made.document;
}

/** The same node made the same before: it may come again from the engine's cache. */
function holds(list: readonly Made[], { node, key }: Pick<Made, 'node' | 'key'>): boolean {
  return list.some((made) => made.node === node && made.key === key);
}

function withoutReplaced<T extends Made>(list: readonly T[], made: T): readonly T[] {
  const index = list.findLastIndex((each) => each.node === made.node);
  return replaces(list[index], made) ? list.filter((_, at) => at !== index) : list;
}

export function createGallery(
  titleOf: (workflow: Workflow, node: string) => string,
  isTerminal: (type: string) => boolean,
  budget: () => number = () => GALLERY_BYTES,
): Gallery {
  const results = signal<readonly Result[]>([]);
  const reports = signal<readonly ReportResult[]>([]);
  const dropped = signal(0);
  let count = 0;

  const keep = (all: readonly Result[]) => {
    results.value = withinBudget(all, budget());
    dropped.value += all.length - results.value.length;
  };

  const made = (job: Job, { node, key }: { readonly node: string; readonly key: string }): Made => {
    const { run, lane, workflow, document } = job;
    count += 1;
    return { id: count, time: Date.now(), run, key, lane, node, title: titleOf(workflow, node), workflow, document };
  };

  return {
    results,
    reports,
    dropped,
    restore(earlierResults, earlierReports) {
      keep([...earlierResults, ...results.peek()]);
      reports.value = [...earlierReports, ...reports.peek()].slice(-REPORTS);
      count = Math.max(count, ...[...earlierResults, ...earlierReports].map(({ id }) => id));
    },
    see(job, event) {
      if (event.type !== 'finished') return;
      const type = job.workflow.nodes.find((node) => node.id === event.node)?.type ?? '';
      const { pictures = [], files } = event;
      const isResult = () => resultNodes(job.workflow, isTerminal).has(event.node);
      if (pictures.length > 0 && isResult() && !holds(results.peek(), event)) {
        const result: Result = { ...made(job, event), type, pictures, files };
        keep([...withoutReplaced(results.peek(), result), result]);
      }
      for (const { report } of Object.values(event.outputs)) {
        if (!report || holds(reports.peek(), event)) continue;
        const result: ReportResult = { ...made(job, event), report };
        reports.value = [...withoutReplaced(reports.peek(), result), result].slice(-REPORTS);
      }
    },
  };
}
