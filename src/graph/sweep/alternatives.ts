import { ArcspaceError } from '../problem.ts';
import { mostCells } from './limits.ts';
import { drawNumbers, type RandomSample } from './randomSample.ts';

/** A text in parts: what stands there, and groups of alternatives, each of them in parts again. */
type Part = string | readonly Template[];
type Template = readonly Part[];

/**
 * Every text that a template means: "a {red|blue} house" is two of them. Groups may lie in each other; "\{", "\|", "\}" and
 * "\\" are the signs themselves. The last group changes first.
 * @throws ArcspaceError `usage` for braces that do not pair up, and for more texts than a sweep has cells.
 */
export function alternatives(text: string): string[] {
  const template = templateOf(text);
  const length = count(template);
  if (length > mostCells) {
    throw tooMany(text, length, mostCells, 'Use fewer alternatives, or a random sample: random:20:TEXT.');
  }
  return Array.from({ length }, (_, index) => textAt(template, index));
}

/**
 * Some of the texts that a template means, drawn without writing out all of them.
 * @throws ArcspaceError `usage` for braces that do not pair up, for fewer texts than are drawn, and for more than can be counted.
 */
export function drawAlternatives({ from: text, ...sample }: RandomSample): string[] {
  const template = templateOf(text);
  const there = count(template);
  if (there > Number.MAX_SAFE_INTEGER) {
    throw tooMany(text, there, Number.MAX_SAFE_INTEGER, 'Use fewer alternatives.');
  }
  return drawNumbers({ from: 0, to: there - 1, whole: true }, sample).map((index) => textAt(template, index));
}

function templateOf(text: string): Template {
  const reader = { text, at: 0 };
  const template = readTemplate(reader, 0);
  if (reader.at < text.length) throw unpaired(text, `the "}" at character ${reader.at + 1} closes no "{"`);
  return template;
}

interface Reader {
  readonly text: string;
  at: number;
}

/** Up to the end, or to what ends an alternative where `depth` says that this is one. */
function readTemplate(reader: Reader, depth: number): Template {
  const parts: Part[] = [];
  let plain = '';
  for (; reader.at < reader.text.length; reader.at++) {
    const sign = reader.text.charAt(reader.at);
    const next = reader.text.charAt(reader.at + 1);
    if (sign === '}' || (sign === '|' && depth > 0)) break;
    if (sign === '{') {
      parts.push(plain, readGroup(reader, depth + 1));
      plain = '';
    } else if (sign === '\\' && next !== '' && '{|}\\'.includes(next)) {
      plain += next;
      reader.at++;
    } else plain += sign;
  }
  return [...parts, plain];
}

/** From "{" to its "}", where the reader is left. */
function readGroup(reader: Reader, depth: number): readonly Template[] {
  const begin = reader.at;
  if (depth > deepest) throw unpaired(reader.text, `more than ${deepest} groups lie in each other`);
  const options: Template[] = [];
  do {
    reader.at++;
    options.push(readTemplate(reader, depth));
  } while (reader.text.charAt(reader.at) === '|');
  if (reader.at < reader.text.length) return options;
  throw unpaired(reader.text, `the "{" at character ${begin + 1} is not closed`);
}

const deepest = 20;

function count(template: Template): number {
  return template.reduce((product, part) => product * (typeof part === 'string' ? 1 : countOfGroup(part)), 1);
}

function countOfGroup(options: readonly Template[]): number {
  return options.reduce((sum, option) => sum + count(option), 0);
}

/** The text of this number, from 0: each group is a digit, the last one the lowest. */
function textAt(template: Template, index: number): string {
  let rest = index;
  let text = '';
  for (const part of template.toReversed()) {
    if (typeof part === 'string') text = part + text;
    else {
      const choices = countOfGroup(part);
      text = choiceAt(part, rest % choices) + text;
      rest = Math.floor(rest / choices);
    }
  }
  return text;
}

function choiceAt([option = [], ...others]: readonly Template[], index: number): string {
  const own = count(option);
  return index < own ? textAt(option, index) : choiceAt(others, index - own);
}

function tooMany(text: string, there: number, most: number, remedy: string): ArcspaceError {
  return new ArcspaceError('usage', `"${shortened(text)}" stands for ${there} texts; the most are ${most}.`, remedy);
}

function unpaired(text: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `The alternatives in "${shortened(text)}" cannot be read: ${why}.`,
    'Write them as {red|blue}, and a brace that belongs to the text as \\{ or \\}.',
  );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
