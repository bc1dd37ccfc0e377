import { readJson } from '../../graph/workflow/json.ts';

/** A string, or a bare word or a long whole number outside of one. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

export interface TolerantJson {
  readonly value: unknown;
  /** How many NaN and Infinity were read as null. */
  readonly notNumbers: number;
}

/**
 * Reads JSON as Python writes it: NaN and Infinity become null, and whole numbers that no number here holds exactly become
 * texts of their digits.
 * @throws ArcspaceError with code `invalid-workflow`
 */
export function readTolerantJson(text: string): TolerantJson {
  let notNumbers = 0;
  const plain = text.replace(TOKENS, (token) => {
    if (token.startsWith('"')) return token;
    if (/[IN]/.test(token)) {
      notNumbers++;
      return 'null';
    }
    return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
  });
  return { value: readJson(plain), notNumbers };
}
