import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { ArcspaceError } from '../graph/problem.ts';

/**
 * Asks on the terminal whether to download.
 * @throws ArcspaceError in a pipe, where nobody can answer and nobody has seen the licence.
 */
export async function agreed(signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new ArcspaceError(
      'usage',
      'Downloading needs your confirmation, and this is not a terminal.',
      'Add --yes to download it without a question.',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // While it asks, the terminal tells of Ctrl+C in place of the system; after Ctrl+D no answer comes.
  terminal.once('SIGINT', () => terminal.close());
  const closed = once(terminal, 'close').then(() => '');
  try {
    const answer = await Promise.race([terminal.question('Download? (y/N) ', { signal }), closed]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
