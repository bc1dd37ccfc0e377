import { ArcspaceError } from '../../src/graph/problem.ts';

/** A table as text: its header, and what is in its rows. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * Reads comma separated values as RFC 4180 has them, with any line ends; a cell that is a number becomes one.
 * @throws ArcspaceError with the line of a quoted cell that does not end as it should.
 */
export function parsedCsv(text: string, file: string): CsvTable {
  const [columns = [], ...rows] = recordsOf(text, file);
  return {
    columns: columns.map((name) => name.trim()),
    rows: rows.filter((row) => row.some((cell) => cell !== '')).map((row) => row.map(numberOrText)),
  };
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

function numberOrText(cell: string): string | number {
  return NUMBER.test(cell) ? Number(cell) : cell;
}

/** A quote opens a cell that may hold commas, line ends and doubled quotes. */
function recordsOf(text: string, file: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let read = 0;
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|((?!")[^,\r\n]*))(,|\r\n|\n|\r|$)/gy)) {
    const [whole, quoted, plain = '', end] = match;
    read += whole.length;
    if (whole === '' && record.length === 0) break;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  if (read < text.length) throw badQuotes(file, text.slice(0, read));
  return records;
}

function badQuotes(file: string, before: string): ArcspaceError {
  const line = before.split(/\r\n|\n|\r/).length;
  return new ArcspaceError(
    'invalid-table',
    `"${file}" has a quoted cell that does not end with its quote, in line ${line}.`,
    'Close the quote, and double quotes within it.',
    { file },
  );
}
