import type { Work } from '../../tensor/work.ts';
import type { Workflow } from './schema.ts';

/** The text of a workflow file: two-space JSON that diffs well, with every unknown key in its place. */
export function serializeWorkflow(workflow: Workflow): string {
  return `${JSON.stringify(workflow, null, 2)}\n`;
}

/** Numbers and texts of a list that are written at once. */
const AT_ONCE = 10_000;

/** Characters of a text that are written at once. */
const CHARACTERS = 2 ** 18;

/** The same as JSON on one line, with stops. */
export function* serializedInPieces(workflow: Workflow): Work<string> {
  const pieces: string[] = [];
  yield* write(workflow, pieces);
  return pieces.join('');
}

function* write(value: unknown, pieces: string[]): Work<void> {
  if (Array.isArray(value)) yield* writeList(value, pieces);
  else if (typeof value === 'object' && value !== null) yield* writeObject(value, pieces);
  else if (typeof value === 'string' && value.length > CHARACTERS) yield* writeText(value, pieces);
  else pieces.push(JSON.stringify(value) ?? 'null');
}

function* writeList(list: readonly unknown[], pieces: string[]): Work<void> {
  pieces.push('[');
  let at = 0;
  while (at < list.length) {
    yield;
    if (at > 0) pieces.push(',');
    const plain = plainFrom(list, at);
    if (plain > at) pieces.push(JSON.stringify(list.slice(at, plain)).slice(1, -1));
    else yield* write(list[at], pieces);
    at = Math.max(plain, at + 1);
  }
  pieces.push(']');
}

/** Where a stretch of numbers and texts ends. */
function plainFrom(list: readonly unknown[], from: number): number {
  let end = from;
  while (end < list.length && end - from < AT_ONCE && (typeof list[end] !== 'object' || list[end] === null)) end++;
  return end;
}

function* writeText(text: string, pieces: string[]): Work<void> {
  pieces.push('"');
  let from = 0;
  while (from < text.length) {
    yield;
    let to = from + CHARACTERS;
    // Half of a character beyond 16 bits would be written in another way than the whole.
    while (isFirstHalf(text.charCodeAt(to - 1))) to++;
    pieces.push(JSON.stringify(text.slice(from, to)).slice(1, -1));
    from = to;
  }
  pieces.push('"');
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function* writeObject(value: object, pieces: string[]): Work<void> {
  let separator = '{';
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    pieces.push(separator, JSON.stringify(key), ':');
    yield* write(each, pieces);
    separator = ',';
  }
  pieces.push(separator === '{' ? '{}' : '}');
}
