import type { Workflow } from '../../../graph/workflow/schema.ts';

/** What takes the place of the middle of a list: how many elements stay before it and after it, and the new middle. */
type Splice = readonly [before: number, after: number, middle: readonly unknown[]];

type Rest = Omit<Workflow, 'nodes' | 'links'>;

/** How a workflow becomes another one. Small where the two share most of their nodes and links. */
type Change = readonly [rest: Rest, nodes: Splice, links: Splice];

/** Nodes and links, and the characters in them, that are written in less time than a user notices. */
const MOST = 3000;
const MOST_CHARACTERS = 2_000_000;

/**
 * As JSON. Elements are looked at as objects: what was not edited is the same object.
 * @returns undefined where nearly all of a large workflow is another, or where what is another is long
 */
export function changeBetween(from: Workflow, to: Workflow): string | undefined {
  const { nodes, links, ...rest } = to;
  const [changedNodes, changedLinks] = [splice(from.nodes, nodes), splice(from.links, links)];
  if (changedNodes[2].length + changedLinks[2].length > MOST) return undefined;
  const change = [rest, changedNodes, changedLinks] satisfies Change;
  return leftOf(change, MOST_CHARACTERS) < 0 ? undefined : JSON.stringify(change);
}

/** How much of a number of characters is left, about, when a value is written; it stops where none is. */
function leftOf(value: unknown, characters: number): number {
  if (typeof value === 'string') return characters - value.length;
  if (typeof value !== 'object' || value === null) return characters - 1;
  let left = characters;
  for (const [key, each] of Object.entries(value)) {
    left = leftOf(each, left - key.length);
    if (left < 0) return left;
  }
  return left;
}

/** @param change from `changeBetween`; lists that it leaves alone stay the same objects. */
export function changed(from: Workflow, change: string): Workflow {
  const [rest, nodes, links] = JSON.parse(change) as Change;
  return { ...rest, nodes: spliced(from.nodes, nodes), links: spliced(from.links, links) } as Workflow;
}

function splice(from: readonly unknown[], to: readonly unknown[]): Splice {
  const shorter = Math.min(from.length, to.length);
  let before = 0;
  while (before < shorter && from[before] === to[before]) before++;
  let after = 0;
  while (after < shorter - before && from.at(-1 - after) === to.at(-1 - after)) after++;
  return [before, after, to.slice(before, to.length - after)];
}

function spliced<T>(from: readonly T[], [before, after, middle]: Splice): readonly T[] {
  if (middle.length === 0 && before + after === from.length) return from;
  return [...from.slice(0, before), ...(middle as T[]), ...from.slice(from.length - after)];
}
