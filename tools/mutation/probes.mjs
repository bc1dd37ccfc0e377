import { parse } from '@babel/parser';

/** Where the probes of a run leave what they saw: for each file, the starts of the stretches that ran. */
export const HITS = '__arcspaceHits';

/**
 * A file with a probe at the start of every stretch that may run or not: blocks, the answers of short functions, both sides
 * of a `?` and the right sides of `&&`, `||` and `??`. What comes after a `return` counts as reached with its block, so
 * that what a probe has not seen did not run. No line moves.
 */
export function probed(file, content) {
  const inserts = stretchesOf(content).flatMap(({ start, end, isBlock }) =>
    isBlock
      ? [{ at: start + 1, text: `__hit[${start}]=1;` }]
      : [
          { at: start, text: `(__hit[${start}]=1,` },
          { at: end, text: ')' },
        ],
  );
  // At one place what closes comes before what opens, and the outer stretch opens first.
  inserts.sort((one, other) => one.at - other.at || (one.text === ')' ? 0 : 1) - (other.text === ')' ? 0 : 1));
  let code = `var __hit=(globalThis.${HITS}??={})[${JSON.stringify(file)}]??=[];`;
  let done = 0;
  for (const { at, text } of inserts) {
    code += content.slice(done, at) + text;
    done = at;
  }
  return code + content.slice(done);
}

/** The start of the narrowest stretch around a place, or undefined for what runs as the file loads. */
export function stretchAt(stretches, { start, end }) {
  const around = stretches.filter((each) => each.start <= start && end <= each.end);
  return around.reduce(
    (best, each) => (best && best.end - best.start <= each.end - each.start ? best : each),
    undefined,
  )?.start;
}

/** What of a file may run or not, outer before inner. */
export function stretchesOf(content) {
  const found = [];
  const keep = (node) => found.push({ start: node.start, end: node.end, isBlock: node.type === 'BlockStatement' });
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) return node.forEach(visit);
    if (node.type === 'BlockStatement') keep(node);
    if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') keep(node.body);
    if (node.type === 'ConditionalExpression') [node.consequent, node.alternate].forEach(keep);
    if (node.type === 'LogicalExpression') keep(node.right);
    for (const [name, child] of Object.entries(node)) if (name !== 'loc' && !/omments$/.test(name)) visit(child);
  };
  visit(parse(content, { sourceType: 'module', plugins: ['typescript'] }).program.body);
  return found;
}
