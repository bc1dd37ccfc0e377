import { ArcspaceError } from '../problem.ts';
import { mostCells } from './limits.ts';

/** A text in parts: what stands there, and groups of alternatives, each of them in parts again. */
type Part = string | readonly Template[];
type Template = readonly Part[];

/**
 * Every text that a template means: "a {red|blue} house" is two of them. Groups may lie in each other; "\{", "\|", "\}" and
 * "\\" are the signs themselves. The last group changes first.
 * @throws ArcspaceError `usage` for braces that do not pair up, and for more texts than a sweep has cells.
 */
export function alternatives(text: string): string[] {
  const reader = { text, at: 0 };
  const template = readTemplate(reader, 0);
  if (reader.at < text.length) throw unpaired(text, `the "}" at character ${reader.at + 1} closes no "{"`);
  if (count(template) > mostCells) {
    throw new ArcspaceError(
      'usage',
      `"${shortened(text)}" stands for ${count(template)} texts; the most are ${mostCells}.`,
      'Use fewer alternatives, or a random sample: random:20:TEXT.',
    );
  }
  return expand(template);
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
  return template.reduce(
    (product, part) =>
      typeof part === 'string' ? product : product * part.reduce((sum, option) => sum + count(option), 0),
    1,
  );
}

function expand(template: Template): string[] {
  return template.reduce<string[]>(
    (texts, part) => {
      const endings = typeof part === 'string' ? [part] : part.flatMap(expand);
      return texts.flatMap((text) => endings.map((ending) => text + ending));
    },
    [''],
  );
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
