import { endOfString, readJson, refuseTooLong } from '../../graph/workflow/json.ts';

/** A bare word, or a long whole number. */
const TOKENS = /-?\bInfinity\b|\bNaN\b|(?<![\d.eE+-])-?\d{16,1000}(?![\d.eE])/g;

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
  refuseTooLong(text);
  let notNumbers = 0;
  const plain = outsideStrings(text, (between) =>
    between.replace(TOKENS, (token) => {
      if (/[IN]/.test(token)) {
        notNumbers++;
        return 'null';
      }
      return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
    }),
  );
  return { value: readJson(plain), notNumbers };
}

/** Changes what stands between the strings of a JSON text. */
function outsideStrings(text: string, change: (between: string) => string): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const start = quote < 0 ? text.length : quote;
    const end = quote < 0 ? text.length : endOfString(text, quote) + 1;
    pieces.push(change(text.slice(at, start)), text.slice(start, end));
    at = end;
  }
  return pieces.join('');
}
