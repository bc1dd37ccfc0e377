import { invalidWorkflow } from './invalidWorkflow.ts';

const MAX_CHARACTERS = 20_000_000;
/** The largest workflow, 5,000 nodes with 20,000 wires, has less than half of these. */
const MAX_VALUES = 500_000;
const MAX_DEPTH = 40;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The value of a JSON text. How much is in it is counted on the text, before anything is made of it.
 * @throws ArcspaceError with code `invalid-workflow`
 */
export function readJson(text: string): unknown {
  refuseTooLong(text);
  refuseTooMuch(text);
  const value = parse(text);
  refuseDangerousKeys(value);
  return value;
}

/** @throws ArcspaceError with code `invalid-workflow` */
export function refuseTooLong(text: string): void {
  if (text.length > MAX_CHARACTERS) {
    throw invalidWorkflow(
      `The file has ${(text.length / 1e6).toFixed(0)} million characters; a workflow may have ${MAX_CHARACTERS / 1e6} million.`,
      'Keep pictures and latents in files of their own and name them in the workflow.',
    );
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalidWorkflow(
      `The file is not complete JSON: ${error instanceof Error ? error.message : String(error)}.`,
      'It may have been cut off while it was copied. Earlier versions are in .arcspace/versions in the workspace.',
    );
  }
}

const [QUOTE, BACKSLASH, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [...'"\\,[]{}'].map((character) =>
  character.charCodeAt(0),
);

/** Counts lists, objects and what is in them, without a look at what they are. */
function refuseTooMuch(text: string): void {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = endOfString(text, at);
    } else if (character === COMMA) {
      values++;
    } else if (character === OPEN_OBJECT || character === OPEN_LIST) {
      values++;
      depth++;
      if (depth > MAX_DEPTH) throw tooDeep(at);
    } else if (character === CLOSE_OBJECT || character === CLOSE_LIST) {
      depth--;
    }
    if (values > MAX_VALUES) throw tooManyValues();
  }
}

/** Where a string that begins at `start` ends; the end of the text when it never does. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

/** Whether an odd number of backslashes stands before a character. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

function tooDeep(at: number): Error {
  return invalidWorkflow(
    `The file is nested deeper than ${MAX_DEPTH} levels at character ${at + 1}.`,
    'Open a file that Arcspace saved: no workflow is nested like that.',
  );
}

function tooManyValues(): Error {
  return invalidWorkflow(
    `The file has more than ${MAX_VALUES.toLocaleString('en')} values.`,
    'Keep pictures, latents and long lists in files of their own and name them in the workflow.',
  );
}

/** `JSON.parse` makes own properties of these names, which later copies could turn into prototypes. */
function refuseDangerousKeys(value: unknown, path: string[] = []): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    path.push(key);
    if (FORBIDDEN_KEYS.has(key)) throw dangerousKey(path);
    refuseDangerousKeys(child, path);
    path.pop();
  }
}

const LONGEST_PLACE = 200;

function dangerousKey(path: readonly string[]): Error {
  const place = path
    .map((key) => key.slice(0, LONGEST_PLACE))
    .join('.')
    .slice(-LONGEST_PLACE);
  return invalidWorkflow(
    `The file has the key "${path.at(-1)}" at ${place}, which no workflow needs.`,
    'Remove that key.',
    place,
  );
}
