/** A table as text: its header, and what is in its rows. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Reads comma separated values as RFC 4180 has them, with any line ends; a cell that is a number becomes one. */
export function parsedCsv(text: string): CsvTable {
  const [columns = [], ...rows] = recordsOf(text);
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
function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/g)) {
    const [whole, quoted, plain = '', end] = match;
    if (whole === '' && record.length === 0) break;
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}
