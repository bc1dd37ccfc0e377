import { z } from 'zod';
import type { Factor } from '../../../src/disentanglement/codes.ts';
import type { Context } from '../../../src/graph/context.ts';
import { decodeText } from '../../../src/graph/decodeText.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import { parsedCsv } from '../reports/csvTable.ts';

const valueSchema = z.union([z.string(), z.number(), z.boolean()]);
const fileSchema = z.record(z.string(), z.record(z.string(), valueSchema));

type Facts = Readonly<Record<string, z.output<typeof valueSchema>>>;

/** A column with more values than this is a text about a picture, or a number that is cut into parts. */
const MOST_VALUES = 40;
const PARTS = 10;

/**
 * The factors of pictures from a file: JSON (picture -> factor -> value) or CSV (a column `picture`, one for each factor). It names each
 * picture by its path from where the file lies.
 * @throws ArcspaceError when it is neither, or a picture is missing in it.
 */
export async function factorsOf(paths: readonly string[], file: string, context: Context): Promise<readonly Factor[]> {
  const bytes = await context.files.read(file);
  const about = file.toLowerCase().endsWith('.csv') ? fromCsv(bytes, file) : fromJson(bytes, file);
  const folder = file.split('/').slice(0, -1).join('/');
  const facts = paths.map((path) => {
    if (folder !== '' && !path.startsWith(`${folder}/`))
      throw unreadable(
        file,
        `Move it to a folder above "${path}": it names pictures by their path from where it lies.`,
      );
    const name = folder === '' ? path : path.slice(folder.length + 1);
    const found = about.get(name);
    if (!found) throw unreadable(file, `It has nothing about "${path}", which it would call "${name}".`);
    return found;
  });
  return factorsFrom(facts);
}

/** Of facts about each sample: what all samples have, as far as it takes several values, and not a new one for each. */
export function factorsFrom(facts: readonly Facts[]): Factor[] {
  const names = Object.keys(facts[0] ?? {}).filter((name) => facts.every((each) => Object.hasOwn(each, name)));
  return names.flatMap((name) => {
    const values = facts.map((each) => each[name] as z.output<typeof valueSchema>);
    const distinct = [...new Set(values)];
    if (distinct.length < 2 || (distinct.length === values.length && values.length > PARTS)) return [];
    const numbers = distinct.every((value) => typeof value === 'number');
    if (distinct.length > MOST_VALUES || (distinct.length > PARTS && numbers)) {
      return numbers ? [parts(name, values as number[])] : [];
    }
    const ordered = numbers ? [...distinct].sort((a, b) => Number(a) - Number(b)) : distinct;
    return [{ name, values: ordered.map(String), labels: values.map((value) => ordered.indexOf(value)) }];
  });
}

/** A number that takes many values, cut into equal parts of its range. */
function parts(name: string, values: readonly number[]): Factor {
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  const edge = (part: number) => least + (part * (greatest - least)) / PARTS;
  return {
    name,
    values: Array.from({ length: PARTS }, (_, part) => `from ${Number(edge(part).toPrecision(4))}`),
    labels: values.map((value) => Math.min(PARTS - 1, Math.floor(((value - least) / (greatest - least)) * PARTS))),
  };
}

function fromJson(bytes: Uint8Array, file: string): Map<string, Facts> {
  const parsed = fileSchema.safeParse(read(() => JSON.parse(decodeText(bytes, file))));
  if (parsed.success) return new Map(Object.entries(parsed.data));
  throw unreadable(file, 'It has to say for each picture, by its path from this file, the value of each factor.');
}

function fromCsv(bytes: Uint8Array, file: string): Map<string, Facts> {
  const { columns, rows } = parsedCsv(decodeText(bytes, file), file);
  const at = columns.indexOf('picture');
  if (at < 0) throw unreadable(file, 'It needs a column "picture", with the path of each picture from this file.');
  const facts = (row: readonly (string | number)[]) =>
    Object.fromEntries(columns.flatMap((name, column) => (column === at ? [] : [[name, row[column] ?? '']])));
  return new Map(rows.map((row) => [String(row[at]), facts(row)]));
}

function read(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function unreadable(file: string, remedy: string): ArcspaceError {
  return new ArcspaceError('invalid-factors', `"${file}" does not say what the pictures show.`, remedy, {
    file,
    port: 'factors',
  });
}
