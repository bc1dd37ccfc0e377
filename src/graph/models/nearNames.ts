import { closest } from '../closest.ts';

/** Letters that a shorter name needs before a longer one that begins with it is another version of it. */
const tellingLetters = 4;

/**
 * Names of files that may be another version of one, or the same as somebody else calls it: "styles/Ink_v2" for "ink-v2", "clip_l_fp16"
 * for "clip_l". The likeliest first.
 */
export function nearNames(name: string, candidates: readonly string[]): readonly string[] {
  const wanted = bareName(name);
  const bare = new Map(candidates.map((candidate) => [candidate, bareName(candidate)]));
  const same = candidates.filter((candidate) => bare.get(candidate) === wanted);
  const near = closest(wanted, [...bare.values()]);
  const misspelt = candidates.filter((candidate) => near !== undefined && bare.get(candidate) === near);
  const versions = candidates.filter((candidate) => isVersion(wanted, bare.get(candidate) ?? ''));
  return [...new Set([...same, ...misspelt, ...versions])];
}

/** Without folder and ending, and without what people write in different ways. */
function bareName(name: string): string {
  const file = name.split(/[\\/]/).at(-1) ?? name;
  return file
    .replace(/\.safetensors$/i, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function isVersion(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].sort((a, b) => a.length - b.length);
  return short.length >= tellingLetters && long.startsWith(short);
}
