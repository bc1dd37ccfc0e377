import type { Wanted } from './defineNode.ts';

/** Whether a value is what a condition asks for. No value stands for a wire. */
export function isAmong(wanted: Wanted, value: unknown): boolean {
  if (typeof wanted !== 'object') return wanted === value;
  if ('above' in wanted) return typeof value === 'number' && value > wanted.above;
  if ('empty' in wanted) return (typeof value === 'string' || Array.isArray(value)) && isEmpty(value) === wanted.empty;
  return !('wired' in wanted) && wanted.includes(value as string);
}

const isEmpty = ({ length }: { readonly length: number }) => length === 0;
