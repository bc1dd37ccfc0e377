import { problemFrom } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { Answer } from './messages.ts';
import { piecesOf } from './pieces.ts';
import { readHere } from './readHere.ts';
import type { Source } from './source.ts';

/** What the worker does: reads what it is given and answers in pieces. */
export async function* answersTo(source: Source, registry: NodeRegistry): AsyncGenerator<Answer> {
  try {
    const read = await readHere(source, registry);
    if (!read) {
      yield { kind: 'none' };
      return;
    }
    for (const piece of piecesOf(read.workflow)) yield { kind: 'piece', piece };
    const { warnings, summary } = read;
    yield { kind: 'read', warnings, ...(summary !== undefined && { summary }) };
  } catch (thrown) {
    yield { kind: 'refused', problem: problemFrom(thrown) };
  }
}
