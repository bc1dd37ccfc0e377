import { evaluateNumber } from '../../parameters/expression.ts';
import { fitNumber } from '../../parameters/fitNumber.ts';
import type { ParameterSpec } from '../../parameters/parameterSpec.ts';

function parseList(text: string): number[] | undefined {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const numbers = parts.map(evaluateNumber);
  return numbers.every((each) => each !== undefined) ? numbers : undefined;
}

/** The value that a typed text means for a parameter; undefined when it means none. */
export function parseInput(spec: ParameterSpec, text: string): unknown {
  if (spec.kind === 'list') return parseList(text);
  if (spec.kind !== 'number') return text;
  const value = evaluateNumber(text);
  return value === undefined ? undefined : fitNumber(spec, value);
}

/** A value as it is typed: all digits, no unit, a plain minus. */
export function editableText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return value === undefined || value === null ? '' : String(value);
}
