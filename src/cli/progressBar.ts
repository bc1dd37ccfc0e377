import { SingleBar } from 'cli-progress';
import type { RunEvent } from '../graph/events.ts';

const FORMAT = '{bar} {percentage}%  {node}{step}';

/** A bar on the error output that follows a run: each node is one part, its steps are parts of that. */
export function createProgressBar(stream: NodeJS.WritableStream = process.stderr): (event: RunEvent) => void {
  const options = { format: FORMAT, stream, clearOnComplete: true, hideCursor: true, barsize: 32 };
  const bar = new SingleBar({ ...options, barCompleteChar: '█', barIncompleteChar: '░' });
  let finished = 0;
  const show = (part: number, node: string, step: string): void => bar.update(finished + part, { node, step });
  return (event) => {
    if (event.type === 'queued') bar.start(Math.max(1, event.nodes.length), 0, { node: '', step: '' });
    if (event.type === 'started') show(0, event.node, '');
    if (event.type === 'progress') show(event.step / event.of, event.node, ` ${event.step} of ${event.of}`);
    if (event.type === 'finished') {
      finished++;
      show(0, event.node, '');
    }
    if (event.type === 'done') bar.stop();
  };
}
