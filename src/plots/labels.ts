interface Quantity {
  readonly label: string;
  readonly unit?: string;
}

/** "norm (√d)" */
export function labelled({ label, unit }: Quantity): string {
  return unit ? `${label} (${unit})` : label;
}

/** Short enough for an axis: four digits, a real minus sign, powers of ten beyond a million and below a thousandth. */
export function axisNumber(value: number): string {
  const size = Math.abs(value);
  const short = size !== 0 && (size >= 1e6 || size < 1e-3) ? scientific(value) : String(Number(value.toPrecision(4)));
  return short.replace('-', '−');
}

function scientific(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e');
}
