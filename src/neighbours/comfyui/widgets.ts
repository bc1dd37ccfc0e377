import type { ForeignNode } from './foreignGraph.ts';
import { isRecord } from './reading.ts';

/** Stands in a list of widgets after each seed, and says how it changes from run to run. */
export const CONTROL = 'control_after_generate';

/** The values of a node's widgets, as its type understands them. */
export interface Widgets {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  isOn(name: string): boolean | undefined;
  /** A seed of up to 64 bits; of a larger one than numbers here hold, the 32 bits that torch's generator looks at. */
  seed(name: string): number | undefined;
}

/** @param names of the widgets in their order. */
export function widgetsOf(node: ForeignNode, names: readonly string[]): Widgets {
  const values = { ...ownValues(node, names), ...node.given };
  const get = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);
  return {
    text: (name) => {
      const value = get(name);
      return typeof value === 'string' ? value : undefined;
    },
    number: (name) => {
      const value = get(name);
      return typeof value === 'number' ? value : undefined;
    },
    isOn: (name) => {
      const value = get(name);
      if (typeof value === 'boolean') return value;
      return value === 'enable' ? true : value === 'disable' ? false : undefined;
    },
    seed: (name) => seedOf(get(name)),
  };
}

function ownValues({ values, source }: ForeignNode, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (!Array.isArray(values)) return values as Readonly<Record<string, unknown>>;
  const listed = values as readonly unknown[];
  const named = isRecord(source) && isRecord(source.widgets_values_named) ? source.widgets_values_named : {};
  const present = hasControl(listed, names) ? names : names.filter((name) => name !== CONTROL);
  return { ...named, ...Object.fromEntries(listed.map((value, index) => [present[index] ?? `more_${index}`, value])) };
}

/** Files that were written by programs may leave it out. */
function hasControl(values: readonly unknown[], names: readonly string[]): boolean {
  const control = values[names.indexOf(CONTROL)];
  return typeof control === 'string' && /^(fixed|randomize|increment|decrement)/.test(control);
}

function seedOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return undefined;
  return Number(BigInt(value) & 0xffffffffn);
}
