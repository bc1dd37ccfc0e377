import { type Problem, portsAt } from './problem.ts';

/** Several problems as one, so that whoever shows a single one leaves nothing out. */
function merged(problems: readonly [Problem, ...Problem[]]): Problem {
  const [first] = problems;
  if (problems.length === 1) return first;
  const all = (part: 'message' | 'remedy') => [...new Set(problems.map((problem) => problem[part]))].join(' ');
  const ports = [...new Set(problems.flatMap(({ place }) => portsAt(place)))];
  const place = { ...first.place, ...(ports.length > 1 && { ports }) };
  return { code: first.code, message: all('message'), place, remedy: all('remedy') };
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
