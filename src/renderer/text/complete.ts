import type { Language } from './language.ts';

type Table = Readonly<Record<string, unknown>>;

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null;
}

function fill(whole: Table, part: Table): Table {
  return Object.fromEntries(
    Object.entries(whole).map(([name, own]) => {
      const other = part[name];
      return [name, isTable(own) ? fill(own, isTable(other) ? other : {}) : (other ?? own)];
    }),
  );
}

/** The language with the texts of the whole table for what it lacks. */
export function complete<T extends object>(whole: T, language: Language<T>): T {
  return fill(whole as Table, language as Table) as T;
}
