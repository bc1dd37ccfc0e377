import type { Point } from '../../graph/edit/point.ts';

/** Anything of a file: nothing is known of it before it was looked at. */
export type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Ids are whole numbers in most files, and texts in some. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

const FARTHEST = 1e8;

/** Two numbers as a list or, in old files, as an object with the keys 0 and 1. */
export function pointOf(value: unknown): Point | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { 0: x, 1: y } = value as Json;
  const usable = [x, y].every((each) => typeof each === 'number' && Math.abs(each) < FARTHEST);
  return usable ? [x as number, y as number] : undefined;
}
