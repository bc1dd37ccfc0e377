export interface Scientific {
  /** 1 or more, below 10. */
  readonly mantissa: number;
  readonly exponent: number;
}

/** A positive number given by its natural logarithm, as mantissa times ten to the exponent, however small or large. */
export function scientific(logarithm: number): Scientific {
  const decades = logarithm / Math.LN10;
  const exponent = Math.floor(decades);
  return { mantissa: 10 ** (decades - exponent), exponent };
}

/** The same in words, such as "9.4e-2752". @param digits significant ones. */
export function scientificText(logarithm: number, digits: number): string {
  const { mantissa, exponent } = scientific(logarithm);
  const rounded = mantissa.toFixed(digits - 1);
  return rounded.startsWith('10') ? `${(1).toFixed(digits - 1)}e${exponent + 1}` : `${rounded}e${exponent}`;
}
