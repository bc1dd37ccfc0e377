import { z } from 'zod';
import { decodeText } from '../../src/graph/decodeText.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { factorsFrom } from '../support/pictures/pictureFactors.ts';
import { type CsvTable, parsedCsv } from '../support/reports/csvTable.ts';

export default defineNode({
  type: 'load_codes',
  version: 1,
  migrations: [],
  title: 'Load codes',
  docs: `Reads codes and factors from a CSV file. It has a header, and a line for each sample.

The columns that Factors names are the factors; of the others those with a number in every row are the dimensions of the code. So codes of any other program can be measured.`,
  errors: [
    'A file that cannot be read, or without rows.',
    'A factor that no column is called, or whose values are too many to be one.',
    'No column of numbers beside the factors.',
  ],
  keywords: ['csv', 'table', 'import', 'representation', 'disentanglement', 'dci', 'mig', 'sap'],
  inputs: {},
  parameters: z.object({
    path: z.string().min(1).max(1000).default('codes.csv').describe('The file to read, in the workspace.'),
    factors: z
      .string()
      .max(2000)
      .default('colour, size')
      .describe('Names of the columns that are factors, with commas between them.'),
  }),
  outputs: { codes: port('codes', 'One code for each row, with its factors.') },
  effects: 'reads-files',
  reads: ({ path }) => [path],
  examples: [{ title: 'Codes of another program', parameters: { path: 'codes.csv', factors: 'colour, size' } }],
  async compute({ parameters: { path, factors: wanted } }, context) {
    const table = parsedCsv(decodeText(await context.files.read(path), path), path);
    if (table.rows.length < 3)
      throw refused(
        'too-few',
        `"${path}" has fewer than three rows.`,
        'Choose a table with a header and a row for each sample.',
        'path',
      );
    const names = wanted
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const factors = factorColumns(table, names, path);
    const dimensions = numberColumns(table, names);
    if (dimensions.length === 0)
      throw refused(
        'no-numbers',
        `"${path}" has no column of numbers beside its factors.`,
        'The dimensions of a code are columns with a number in every row.',
        'path',
      );
    const data = Float32Array.from(table.rows.flatMap((row) => dimensions.map((column) => row[column] as number)));
    return {
      codes: {
        values: { data, shape: [table.rows.length, dimensions.length] },
        factors,
        dimensionNames: dimensions.map((column) => table.columns[column] as string),
        made: `Read from "${path}".`,
      },
    };
  },
});

function factorColumns({ columns, rows }: CsvTable, names: readonly string[], path: string) {
  const missing = names.find((name) => !columns.includes(name));
  if (names.length === 0 || missing !== undefined) {
    throw refused(
      'unknown-factors',
      names.length === 0 ? 'No factors are named.' : `"${path}" has no column "${missing}".`,
      `Its columns are ${columns.join(', ')}. Name those that are factors.`,
      'factors',
    );
  }
  const facts = rows.map((row) => Object.fromEntries(names.map((name) => [name, row[columns.indexOf(name)] ?? ''])));
  const factors = factorsFrom(facts);
  const lost = names.find((name) => !factors.some((factor) => factor.name === name));
  if (lost !== undefined)
    throw refused(
      'too-many-values',
      `"${lost}" has too many different values to be a factor.`,
      'Name columns that repeat their values.',
      'factors',
    );
  return factors;
}

function numberColumns({ columns, rows }: CsvTable, factors: readonly string[]): number[] {
  return columns.flatMap((name, column) =>
    !factors.includes(name) && rows.every((row) => typeof row[column] === 'number') ? [column] : [],
  );
}

function refused(code: string, message: string, remedy: string, port: string): ArcspaceError {
  return new ArcspaceError(code, message, remedy, { port });
}
