import type { ForeignNode } from './foreignGraph.ts';
import { isRecord } from './reading.ts';

/** Stands in a list of widgets after each seed, and says how it changes from run to run. */
export const CONTROL = 'control_after_generate';

const NUMERIC = /^\s*-?\d{1,30}(\.\d{0,30})?(e[+-]?\d{1,3})?\s*$/i;

/** The values of a node's widgets, as its type understands them; undefined for one that the file does not have. */
export interface Widgets {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  isOn(name: string): boolean | undefined;
  /** A seed of up to 64 bits; of a larger one than numbers here hold, the 32 bits that torch's generator looks at. */
  seed(name: string): number | undefined;
  /** Whether the file says anything of it. */
  has(name: string): boolean;
  /** Which of those that were asked for has a value of another kind: a clause that follows "because". */
  unreadable(): string | undefined;
}

/** @param names of the widgets in their order. */
export function widgetsOf(node: ForeignNode, names: readonly string[]): Widgets {
  const values = { ...ownValues(node, names), ...node.given };
  const get = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);
  const unreadable: string[] = [];
  const read = <T>(name: string, kind: string, as: (value: unknown) => T | undefined): T | undefined => {
    const value = get(name);
    const found = as(value);
    if (found === undefined && value !== undefined) unreadable.push(`its "${name}" is no ${kind}`);
    return found;
  };
  return {
    text: (name) => read(name, 'text', (value) => (typeof value === 'string' ? value : undefined)),
    number: (name) => read(name, 'number', numberOf),
    isOn: (name) => read(name, 'switch', switchOf),
    seed: (name) => seedOf(get(name)),
    has: (name) => get(name) !== undefined && get(name) !== null,
    unreadable: () => unreadable[0],
  };
}

/** Files that were written by programs may have numbers as texts. */
function numberOf(value: unknown): number | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value));
  return isNumber ? Number(value) : undefined;
}

function switchOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'enable' ? true : value === 'disable' ? false : undefined;
}

function ownValues({ values, source }: ForeignNode, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (!Array.isArray(values)) return values as Readonly<Record<string, unknown>>;
  const listed = values as readonly unknown[];
  const named = isRecord(source) && isRecord(source.widgets_values_named) ? source.widgets_values_named : {};
  const present = hasControl(listed, names) ? names : names.filter((name) => name !== CONTROL);
  return { ...named, ...Object.fromEntries(listed.map((value, index) => [present[index] ?? `more_${index}`, value])) };
}

/** Files that were written by programs may leave it out; in old files it is true or false. */
function hasControl(values: readonly unknown[], names: readonly string[]): boolean {
  const control = values[names.indexOf(CONTROL)];
  return (
    typeof control === 'boolean' ||
    (typeof control === 'string' && /^(fixed|randomize|increment|decrement)/.test(control))
  );
}

function seedOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  return Number(BigInt(value) & 0xffffffffn);
}
