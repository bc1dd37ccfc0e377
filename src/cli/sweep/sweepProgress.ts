import { SingleBar } from 'cli-progress';
import { timeLeft } from '../../graph/duration.ts';
import type { RunEvent } from '../../graph/events.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { axisName } from '../../graph/sweep/axis.ts';
import { formatProblem } from '../reportFailure.ts';
import type { ComputedCell } from './computeCell.ts';

/** Follows a sweep on a terminal or line by line. */
export interface SweepProgress {
  begin(axes: readonly SweepAxis[], cells: number, known: number): void;
  event(event: RunEvent): void;
  /** @param secondsLeft for the whole sweep. */
  cell(values: Readonly<Record<string, unknown>>, computed: ComputedCell, secondsLeft: number | undefined): void;
  stop(): void;
}

const FORMAT = '{bar} {value} of {total}  {left}{node}{step}';

/** A bar on the error output. */
export function sweepBar(stream: NodeJS.WritableStream = process.stderr): SweepProgress {
  const options = { format: FORMAT, stream, clearOnComplete: true, hideCursor: true, barsize: 28 };
  const bar = new SingleBar({ ...options, barCompleteChar: '█', barIncompleteChar: '░' });
  return {
    begin: (_, cells, known) => bar.start(cells, known, { left: '', node: '', step: '' }),
    event(event) {
      if (event.type === 'started') bar.update({ node: event.node, step: '' });
      if (event.type === 'progress') bar.update({ node: event.node, step: ` ${event.step} of ${event.of}` });
      if (event.type === 'finished') for (const warning of event.warnings) console.error(`${event.node}: ${warning}`);
    },
    cell(values, computed, secondsLeft) {
      if (computed.outcome === 'failed') console.error(`${valueWords(values)}\n${formatProblem(computed.problem)}`);
      const left = secondsLeft === undefined ? '' : `${timeLeft(secondsLeft)} left  `;
      bar.increment(1, { left, node: '', step: '' });
    },
    stop: () => bar.stop(),
  };
}

/** JSON, one object per line. */
export const sweepLines: SweepProgress = {
  begin(axes, cells, known) {
    const named = axes.map((axis) => ({ name: axisName(axis), values: axis.values }));
    console.log(JSON.stringify({ type: 'sweep', axes: named, cells, known }));
  },
  event() {},
  cell: (values, computed, secondsLeft) =>
    console.log(JSON.stringify({ type: 'cell', ...computed, values, secondsLeft })),
  stop() {},
};

function valueWords(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
