import type { FoundParameter } from '../parameters/findParameter.ts';
import { checkValue } from '../parameters/readValue.ts';
import { ArcspaceError } from '../problem.ts';
import { mostCells } from './limits.ts';

/** One parameter and the values that it takes, no two of them the same. */
export interface SweepAxis {
  readonly node: string;
  readonly parameter: string;
  readonly values: readonly unknown[];
}

/** How an axis is called wherever people read it: "denoise.guidance". */
export function axisName({ node, parameter }: Pick<SweepAxis, 'node' | 'parameter'>): string {
  return `${node}.${parameter}`;
}

/**
 * The axis with these values.
 * @throws ArcspaceError `usage`, naming parameter and value, for one that the node does not take, for none, and for one twice.
 */
export function axisOfValues(found: FoundParameter, values: readonly unknown[]): SweepAxis {
  for (const value of values) checkValue(found, value, shownValue(value));
  return distinct(found, values);
}

/** A value as people read it: texts as they are, the rest as JSON. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @throws ArcspaceError for none, too many, or one value twice: two cells of a sheet would be the same. */
function distinct({ node, parameter }: FoundParameter, values: readonly unknown[]): SweepAxis {
  const axis = { node: node.id, parameter, values };
  const name = axisName(axis);
  if (values.length === 0) throw usage(`There are no values for ${name}.`, 'Write some, such as 1,2,3 or 1:9:5.');
  if (values.length > mostCells) {
    throw usage(`${name} has ${values.length} values; the most are ${mostCells}.`, 'Use fewer.');
  }
  const seen = new Set<string>();
  for (const value of values) {
    const text = JSON.stringify(value);
    if (seen.has(text)) throw usage(`${name} has the value ${shownValue(value)} twice.`, 'Leave one of them out.');
    seen.add(text);
  }
  return axis;
}

function usage(message: string, remedy: string): ArcspaceError {
  return new ArcspaceError('usage', message, remedy);
}
