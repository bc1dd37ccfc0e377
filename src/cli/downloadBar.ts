import { SingleBar } from 'cli-progress';
import { timeLeft } from '../graph/duration.ts';
import { sizeWords } from './planLines.ts';

/** What follows a download. */
export interface DownloadReport {
  progress(received: number, file: string, secondsLeft: number | undefined): void;
  waiting(why: string, seconds: number): void;
  stop(): void;
}

const FORMAT = '{bar} {percentage}%  {got} of {all}  {left}  {file}';

/** A bar on the error output. */
export function createDownloadBar(total: number, stream: NodeJS.WritableStream = process.stderr): DownloadReport {
  const options = { format: FORMAT, stream, clearOnComplete: true, hideCursor: true, barsize: 28 };
  const bar = new SingleBar({ ...options, barCompleteChar: '█', barIncompleteChar: '░' });
  const all = sizeWords(total);
  bar.start(Math.max(1, total), 0, { got: sizeWords(0), all, left: '', file: '' });
  return {
    progress(received, file, secondsLeft) {
      const left = secondsLeft === undefined ? '' : `${timeLeft(secondsLeft)} left`;
      bar.update(received, { got: sizeWords(received), left, file });
    },
    waiting: (why, seconds) => bar.update({ left: `${why} Trying again in ${timeLeft(seconds)}.`, file: '' }),
    stop: () => bar.stop(),
  };
}
