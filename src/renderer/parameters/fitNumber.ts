import type { ParameterSpec } from '../canvas/view/parameterSpec.ts';

type Bounds = Pick<ParameterSpec, 'integer' | 'minimum' | 'maximum'>;

/** The nearest value that the parameter takes. */
export function fitNumber({ integer, minimum, maximum }: Bounds, value: number): number {
  const whole = integer ? Math.round(value) : value;
  return Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, whole));
}

/** The multiple of `step` nearest to a value, without the dust of binary fractions. */
export function snap(value: number, step: number): number {
  const digits = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)) + 1));
  return Number((Math.round(value / step) * step).toFixed(digits));
}
