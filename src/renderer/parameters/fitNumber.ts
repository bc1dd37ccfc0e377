import type { ParameterSpec } from './parameterSpec.ts';

type Bounds = Pick<ParameterSpec, 'integer' | 'minimum' | 'maximum'>;

/** The nearest value that the parameter takes. */
export function fitNumber({ integer, minimum, maximum }: Bounds, value: number): number {
  const whole = integer ? Math.round(value) : value;
  return Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, whole));
}

/** The same within the span of the slider, or as far out as the value was already. */
export function fitSlider(spec: Bounds & Pick<ParameterSpec, 'span'>, value: number, before: number): number {
  const [from, to] = spec.span;
  return fitNumber(spec, Math.min(Math.max(to, before), Math.max(Math.min(from, before), value)));
}

/** How much of the slider lies before a value, 0 to 1. */
export function shareOfSlider({ span: [from, to] }: Pick<ParameterSpec, 'span'>, value: number): number {
  return to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0;
}

/** The multiple of `step` nearest to a value, without the dust of binary fractions. */
export function snap(value: number, step: number): number {
  const digits = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)) + 1));
  return Number((Math.round(value / step) * step).toFixed(digits));
}
