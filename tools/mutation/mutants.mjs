import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { stretchAt, stretchesOf } from './probes.mjs';

const silent = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
const options = { plugins: null, excludedMutations: [], ignorers: [] };

/**
 * Every small way in which Stryker's mutators break the functions of a file: `{ file, line, column, from, to, code, stretch }`,
 * where `code` is the whole file with that one change and `stretch` the probe that sees whether it runs. What runs while a file loads is left out: it is mostly text, such as
 * titles, docs and units of nodes.
 */
export async function mutantsOf(file) {
  const content = readFileSync(file, 'utf8');
  const { mutants } = await new Instrumenter(silent).instrument([{ name: file, content, mutate: true }], options);
  const at = offsets(content);
  const bodies = functionBodies(content);
  const stretches = stretchesOf(content);
  return mutants
    .map(({ location: { start, end }, mutatorName, replacement }) => ({
      start: at(start),
      end: at(end),
      place: start,
      replacement: isStatement(mutatorName, replacement) ? replacement : `(${replacement})`,
    }))
    .filter(({ start, end }) => bodies.some((body) => body.start <= start && end <= body.end))
    .map(({ start, end, replacement, place }) => ({
      file,
      line: place.line + 1,
      column: place.column + 1,
      from: content.slice(start, end),
      to: replacement,
      code: content.slice(0, start) + replacement + content.slice(end),
      stretch: stretchAt(stretches, { start, end }),
    }));
}

/** The files of a path that are code, not tests. A file is itself. */
export function sourcesOf(path, spared) {
  if (path.endsWith('.ts')) return [path];
  const isSource = (file) => !/\.(test|d)\.ts$/.test(file) && !file.split('/').includes('testing');
  const isSpared = (file) => spared.some((folder) => file.startsWith(`${path}/${folder}/`));
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && isSource(file) && !isSpared(file))
    .sort();
}

const isStatement = (mutator, replacement) => mutator === 'BlockStatement' || /^(case|default)\b/.test(replacement);

/** From a line and a column, both from 0, to the place in the text. */
function offsets(content) {
  const starts = [0];
  for (let index = content.indexOf('\n'); index >= 0; index = content.indexOf('\n', index + 1)) starts.push(index + 1);
  return ({ line, column }) => starts[line] + column;
}

function functionBodies(content) {
  const bodies = [];
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (/Function|Method/.test(node.type ?? '') && node.body) bodies.push(node.body);
    for (const child of Object.values(node)) visit(child);
  };
  visit(parse(content, { sourceType: 'module', plugins: ['typescript'] }).program.body);
  return bodies;
}
