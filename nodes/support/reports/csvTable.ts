import Papa from 'papaparse';
import { ArcspaceError } from '../../../src/graph/problem.ts';

/** A table as text: its header, and what is in its rows. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * Reads comma separated values as RFC 4180 has them, with any line ends; a cell that is a number becomes one.
 * @throws ArcspaceError with the row of a quoted cell that does not end as it should.
 */
export function parsedCsv(text: string, file: string): CsvTable {
  const lines = text.replace(/\r\n?/g, '\n');
  const { data, errors } = Papa.parse<string[]>(lines, { delimiter: ',', newline: '\n', skipEmptyLines: 'greedy' });
  const [fault] = errors;
  if (fault) throw badQuotes(file, (fault.row ?? 0) + 1);
  const [columns = [], ...rows] = data;
  return { columns: columns.map((name) => name.trim()), rows: rows.map((row) => row.map(numberOrText)) };
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

function numberOrText(cell: string): string | number {
  return NUMBER.test(cell) ? Number(cell) : cell;
}

function badQuotes(file: string, row: number): ArcspaceError {
  return new ArcspaceError(
    'invalid-table',
    `"${file}" has a quoted cell that does not end with its quote, in row ${row}.`,
    'Close the quote, and double quotes within it.',
    { file },
  );
}
