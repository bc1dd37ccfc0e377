/** Why a formula cannot be read or computed: a sentence without its end, and what to do about it. */
export class FormulaError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'FormulaError';
  }
}
