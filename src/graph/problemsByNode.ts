import { type Problem, portsAt } from './problem.ts';

/** Sentences that a person may read; whatever is broken thousands of times is mended at the first of them. */
const SHOWN = 8;

function together(sentences: readonly string[]): string {
  const different = [...new Set(sentences)];
  const more = different.length - SHOWN;
  return [...different.slice(0, SHOWN), ...(more > 0 ? [`There are ${more} more problems here.`] : [])].join(' ');
}

/** Several problems as one, so that whoever shows a single one leaves nothing out. */
function merged(problems: readonly [Problem, ...Problem[]]): Problem {
  const [first] = problems;
  if (problems.length === 1) return first;
  const ports = [...new Set(problems.flatMap(({ place }) => portsAt(place)))];
  const place = { ...first.place, ...(ports.length > 1 && { ports }) };
  const message = together(problems.map((problem) => problem.message));
  const remedy = [...new Set(problems.map((problem) => problem.remedy))].slice(0, SHOWN).join(' ');
  return { code: first.code, message, place, remedy };
}

/** One problem for each node that has any, in their order; those of the whole workflow are one as well. */
export function problemsByNode(problems: readonly Problem[]): readonly Problem[] {
  const byNode = new Map<string | undefined, [Problem, ...Problem[]]>();
  for (const problem of problems) {
    const known = byNode.get(problem.place.node);
    if (known) known.push(problem);
    else byNode.set(problem.place.node, [problem]);
  }
  return [...byNode.values()].map(merged);
}
