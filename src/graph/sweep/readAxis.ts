import type { FoundParameter } from '../parameters/findParameter.ts';
import { readValue } from '../parameters/readValue.ts';
import { ArcspaceError } from '../problem.ts';
import { alternatives, drawAlternatives } from './alternatives.ts';
import { axisName, axisOfValues, type SweepAxis } from './axis.ts';
import { numbersOf, spanOf } from './numbers.ts';
import { drawNumbers, drawValues, type RandomSample, randomSample } from './randomSample.ts';
import { choicesOf, valueKindOf } from './valueKind.ts';

/**
 * The axis that is written as
 * - `1,2.5,9`, and any of `1:9:5` (from, to, count) and `1..8` (whole numbers) among them, for numbers;
 * - `euler,ddim`, or `*` for all, for choices; `starter,other` for names of models and files;
 * - `a {red|blue} house` for texts, which may hold commas;
 * - `["a, b", "c"]`, a list in JSON, for anything;
 * - `random:8#42:` and one of these: some of them, none twice, by a seed; of numbers also between two, `random:8:1:9`.
 * @throws ArcspaceError `usage`, naming parameter and value.
 */
export function axisOf(found: FoundParameter, written: string): SweepAxis {
  const sample = randomSample(written);
  const values = sample ? drawnValues(found, sample) : valuesOf(found, written);
  return axisOfValues(found, values);
}

/** The axis whose values are lines of a text; empty ones are left out. @throws ArcspaceError as `axisOf`. */
export function axisOfLines(found: FoundParameter, text: string): SweepAxis {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return axisOfValues(
    found,
    lines.filter((line) => line !== '').map((line) => readValue(found, line)),
  );
}

function drawnValues(found: FoundParameter, sample: RandomSample): readonly unknown[] {
  const kind = valueKindOf(found);
  if (kind === 'prose' && !jsonList(sample.from)) return drawAlternatives(sample);
  const span = kind === 'number' || kind === 'integer' ? spanOf(sample.from) : undefined;
  if (!span) return drawValues(valuesOf(found, sample.from), sample);
  return drawNumbers({ ...span, whole: span.whole || kind === 'integer' }, sample);
}

function valuesOf(found: FoundParameter, written: string): readonly unknown[] {
  const list = jsonList(written);
  if (list) return list;
  const kind = valueKindOf(found);
  if (kind === 'prose') return alternatives(written);
  if (kind === 'other') throw onlyLists(found);
  const items = written.split(',').map((item) => item.trim());
  if (kind === 'name') return items.map((item) => readValue(found, item));
  if (kind === 'choice') return items.flatMap((item) => (item === '*' ? choicesOf(found) : [readValue(found, item)]));
  return items.flatMap((item): readonly unknown[] => numbersOf(item) ?? [readValue(found, item)]);
}

function jsonList(written: string): readonly unknown[] | undefined {
  if (!written.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(written);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

function onlyLists({ node, parameter }: FoundParameter): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `The values of ${axisName({ node: node.id, parameter })} are not numbers, texts or choices.`,
    'Write them as a list in JSON, such as [[1, 2], [2, 1]].',
  );
}
