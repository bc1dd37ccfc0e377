import { ArcspaceError } from '../graph/problem.ts';
import { exitCodes } from './exitCodes.ts';
import { reportFailure } from './reportFailure.ts';

/** What the system says when the reader of a pipe has gone; Windows has two words for it. */
const closed = ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED'];

/**
 * Lets a command go on when nobody reads its output any more, as in `arcspace run ... | head -1`. That an output cannot be
 * written for any other reason, such as a full disk, is reported once and ends the command with the code of a failure.
 */
export function watchOutputs(streams: readonly NodeJS.WritableStream[]): void {
  let reported = false;
  const onError = (thrown: NodeJS.ErrnoException): void => {
    if (reported || closed.includes(thrown.code ?? '')) return;
    reported = true;
    reportFailure(cannotWrite(thrown));
    process.exitCode ||= exitCodes.failed;
  };
  for (const stream of streams) stream.on('error', onError);
}

function cannotWrite({ message }: Error): ArcspaceError {
  return new ArcspaceError(
    'cannot-write',
    `The output of this command could not be written: ${message}.`,
    'Send it to a place with free space that you may write to.',
  );
}
