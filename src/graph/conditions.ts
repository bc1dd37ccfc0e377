import type { Condition } from './defineNode.ts';

/** Whether a value is what a condition asks for. */
export function isAmong(wanted: Condition[string], value: unknown): boolean {
  if (typeof wanted === 'object' && 'above' in wanted) return typeof value === 'number' && value > wanted.above;
  return [wanted].flat().includes(value as string);
}
