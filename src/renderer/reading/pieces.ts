import type { Workflow } from '../../graph/workflow/schema.ts';

/** A part of a workflow as JSON, small enough to be read in a moment. */
export interface Piece {
  /** The list that it continues; all that is no list of these where there is none. */
  readonly list: 'nodes' | 'links' | null;
  readonly text: string;
}

/** Elements of a list that travel together, unless they are long. */
const TOGETHER = 500;
const CHARACTERS = 500_000;

/** A workflow in pieces, so that whoever puts it together can do other things in between. */
export function* piecesOf(workflow: Workflow): Generator<Piece> {
  yield { list: null, text: JSON.stringify({ ...workflow, nodes: [], links: [] }) };
  for (const list of ['nodes', 'links'] as const) {
    for (const texts of inParts(workflow[list])) yield { list, text: `[${texts.join()}]` };
  }
}

function* inParts(elements: readonly unknown[]): Generator<readonly string[]> {
  let texts: string[] = [];
  let characters = 0;
  for (const element of elements) {
    const text = JSON.stringify(element);
    if (texts.length === TOGETHER || (texts.length > 0 && characters + text.length > CHARACTERS)) {
      yield texts;
      [texts, characters] = [[], 0];
    }
    texts.push(text);
    characters += text.length;
  }
  if (texts.length > 0) yield texts;
}

/** Puts a workflow together again, piece by piece. */
export function createAssembly(): { add(piece: Piece): void; workflow(): Workflow } {
  let rest: Workflow | undefined;
  const lists = { nodes: [] as Workflow['nodes'], links: [] as Workflow['links'] };
  return {
    add({ list, text }) {
      if (list === null) rest = JSON.parse(text);
      else for (const element of JSON.parse(text)) lists[list].push(element);
    },
    workflow() {
      if (!rest) throw new Error('a workflow begins with what is no list');
      return { ...rest, ...lists };
    },
  };
}
