import { basename, join } from 'node:path';
import { z } from 'zod';
import { readRegularFile } from '../../engine/files/readRegularFile.ts';
import { readTextFile } from '../../engine/files/readTextFile.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import { exists } from '../../engine/files/spelledOnDisk.ts';
import { writeWhole } from '../../engine/files/writeWhole.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { CellRow } from '../../graph/sweep/cellTable.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** A name in the folder of the record, never a path out of it. */
const fileName = z.string().refine((name) => name !== '' && basename(name) === name);

const cellFileSchema = z.object({
  node: z.string(),
  name: fileName,
  sha256: hash,
  /** Of a picture (pixels). */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
});

const cellResultSchema = z.object({
  /** Names by content what the cell gave. */
  key: hash,
  values: z.record(z.string(), z.unknown()),
  files: z.array(cellFileSchema),
  numbers: z.record(z.string(), z.union([z.number(), z.string()])),
  milliseconds: z.number(),
});

const recordSchema = z.object({
  format: z.literal('arcspace-sweep'),
  version: z.literal(1),
  /** Sheets and tables: they are written anew when the sweep goes on. */
  summaries: z.array(z.object({ name: fileName, sha256: hash })),
  cells: z.array(cellResultSchema),
});

export type CellFile = z.output<typeof cellFileSchema>;
export type CellResult = z.output<typeof cellResultSchema>;
/** A cell with what it gave, or why it gave nothing. */
export type SweptCell = CellRow<CellResult>;
export type SweepRecord = z.output<typeof recordSchema>;

export const emptyRecord: SweepRecord = { format: 'arcspace-sweep', version: 1, summaries: [], cells: [] };

/** Where the record of a sweep lies. */
export function recordPath(folder: string, stem: string): string {
  return join(folder, `${stem}-sweep.json`);
}

/**
 * What earlier runs of a sweep left behind; undefined when there is nothing.
 * @throws ArcspaceError `usage` for a file of another kind.
 */
export async function readRecord(path: string): Promise<SweepRecord | undefined> {
  if (!(await exists(path))) return undefined;
  const record = recordSchema.safeParse(parsed(await readTextFile(path)));
  if (record.success) return record.data;
  throw new ArcspaceError(
    'usage',
    `"${path}" is not a record of a sweep that this version of Arcspace can read.`,
    'Name another folder with --out.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether all files of a cell are there with the very bytes that were written. */
export async function isWhole(folder: string, { files }: CellResult): Promise<boolean> {
  for (const { name, sha256: written } of files) {
    const bytes = await readRegularFile(join(folder, name)).catch(() => undefined);
    if (!bytes || sha256(bytes) !== written) return false;
  }
  return true;
}

/** Milliseconds: a record of thousands of cells is not written with each of them. */
const writeInterval = 2000;

/** Keeps the record on disk while a sweep runs. */
export interface RecordKeeper {
  /** Cells by key, earlier ones too. */
  readonly cells: ReadonlyMap<string, CellResult>;
  add(cell: CellResult): Promise<void>;
  /** Writes what is not on disk yet; the summaries are those of before. */
  save(): Promise<void>;
  finish(summaries: SweepRecord['summaries']): Promise<void>;
}

export function keepRecord(path: string, before: SweepRecord): RecordKeeper {
  const cells = new Map(before.cells.map((cell) => [cell.key, cell]));
  let written = performance.now();
  let isSaved = true;
  const write = async (summaries: SweepRecord['summaries']): Promise<void> => {
    await writeWhole(path, `${JSON.stringify({ ...before, summaries, cells: [...cells.values()] }, undefined, 1)}\n`);
    written = performance.now();
    isSaved = true;
  };
  return {
    cells,
    async add(cell) {
      cells.set(cell.key, cell);
      isSaved = false;
      if (performance.now() - written >= writeInterval) await write(before.summaries);
    },
    async save() {
      if (!isSaved) await write(before.summaries);
    },
    finish: write,
  };
}
