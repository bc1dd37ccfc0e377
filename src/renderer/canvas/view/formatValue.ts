import { strokesIn } from '../../../painting/stroke.ts';
import { choiceWords, type ParameterSpec } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';

/** Digits after the point that a step of this size can change, two more for values that were typed. */
function digits(step: number): number {
  return Math.min(8, Math.max(0, Math.ceil(-Math.log10(step))) + 2);
}

/** 0.1 + 0.2 as 0.3, 12000000 as itself, 1e-7 as 1e-7; a true minus sign. */
export function formatNumber(value: number, step = 0.001): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toFixed(digits(step)));
  const text = rounded === 0 && value !== 0 ? value.toPrecision(2) : String(rounded);
  return text.replace('-', '\u2212');
}

function formatList(value: readonly unknown[]): string {
  const shown = value.slice(0, 64).map((each) => (typeof each === 'number' ? formatNumber(each) : String(each)));
  return shown.join(', ');
}

/** One line for any value that a file may hold. */
export function formatValue(spec: ParameterSpec, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value === 0 && spec.zero) return spec.zero;
  if (typeof value === 'number') return formatNumber(value, spec.step) + (spec.unit ? ` ${spec.unit}` : '');
  if (typeof value === 'string') return spec.kind === 'select' ? choiceWords(spec.choices, value) : value;
  if (typeof value === 'boolean') return value ? texts.canvas.on : texts.canvas.off;
  if (spec.kind === 'curve' && Array.isArray(value)) return texts.canvas.keyFrames(value.length);
  if (spec.kind === 'painting') return texts.canvas.strokes(strokesIn(value).length);
  if (Array.isArray(value)) return formatList(value);
  return '\u2026';
}
