import type { Language } from './language.ts';

type Table = Readonly<Record<string, unknown>>;

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null;
}

function fill(whole: unknown, part: unknown): unknown {
  if (Array.isArray(whole)) return whole.map((own, at) => fill(own, Array.isArray(part) ? part[at] : undefined));
  if (!isTable(whole)) return part ?? whole;
  const given = isTable(part) ? part : {};
  return Object.fromEntries(Object.entries(whole).map(([name, own]) => [name, fill(own, given[name])]));
}

/** The language with the texts of the whole table for what it lacks. */
export function complete<T extends object>(whole: T, language: Language<T>): T {
  return fill(whole, language) as T;
}
