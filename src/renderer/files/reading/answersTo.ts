import { problemFrom } from '../../../graph/problem.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import { type ParsedWorkflow, parseWorkflow } from '../../../graph/workflow/parse.ts';
import type { Answer } from './messages.ts';
import { piecesOf } from './pieces.ts';

/** What the worker does: reads a text and answers in pieces. */
export function* answersTo(text: string, registry: NodeRegistry): Generator<Answer> {
  let parsed: ParsedWorkflow;
  try {
    parsed = parseWorkflow(text, registry);
  } catch (thrown) {
    yield { kind: 'refused', problem: problemFrom(thrown) };
    return;
  }
  for (const piece of piecesOf(parsed.workflow)) yield { kind: 'piece', piece };
  yield { kind: 'read', warnings: parsed.warnings };
}
