import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { modelRoles } from '../../../graph/models/knownModel.ts';
import { partialName } from '../../download/fetchFile.ts';
import { relativeParts } from '../../files/containment.ts';
import { isOwned } from '../../files/oneOwner.ts';
import { exists } from '../../files/spelledOnDisk.ts';
import { writeWhole } from '../../files/writeWhole.ts';

/**
 * A download in a hidden folder beside its target, ".downloading-NAME": this record of what is to come, and in "files" what has
 * come. Lists of models show nothing of it.
 */
const prefix = '.downloading-';
const recordFile = 'download.json';

const path = z.string().refine((value) => isInside(value), 'a path that leads out of the folder');
const hex = z.string().regex(/^[0-9a-f]{40,64}$/);

const recordSchema = z.object({
  version: z.literal(1),
  name: z.string().min(1),
  kind: z.enum(modelRoles),
  source: z.string(),
  precision: z.enum(['fp16', 'fp32']),
  repo: z.string(),
  commit: hex,
  page: z.string(),
  title: z.string(),
  licence: z.string().nullable(),
  /** Bytes that it would take in the other precision, where that makes a difference. */
  otherBytes: z.number().int().nonnegative().optional(),
  /** What becomes the model in the end: a folder, or the one file. */
  shape: z.enum(['folder', 'file']),
  files: z.array(
    z.object({
      path,
      bytes: z.number().int().nonnegative(),
      checksum: z.object({ kind: z.enum(['sha256', 'git']), value: hex }),
    }),
  ),
});

export type DownloadRecord = Readonly<z.output<typeof recordSchema>>;

function isInside(value: string): boolean {
  try {
    return relativeParts(value).length > 0;
  } catch {
    return false;
  }
}

/** The hidden folder of a download, in the folder that its target lies in. */
export function hiddenFolder(root: string, name: string): string {
  return join(root, prefix + name);
}

/** Where a file lies until the download is whole. */
export function fetchedPath(folder: string, file: string): string {
  return join(folder, 'files', ...file.split('/'));
}

/** What it becomes when it is whole. */
export function targetOf(root: string, { name, shape }: Pick<DownloadRecord, 'name' | 'shape'>): string {
  return join(root, shape === 'file' ? `${name}.safetensors` : name);
}

export interface UnfinishedDownload {
  readonly folder: string;
  readonly record: DownloadRecord;
  /** Bytes of it that are on the disk. */
  readonly kept: number;
}

/** What was begun in a folder of models, parts or LoRAs and is not whole. */
export async function unfinishedIn(root: string): Promise<readonly UnfinishedDownload[]> {
  const names = (await readdir(root).catch((): string[] => [])).filter((name) => name.startsWith(prefix)).sort();
  const found = await Promise.all(names.map((name) => unfinished(root, join(root, name))));
  return found.filter((each) => each !== undefined);
}

async function unfinished(root: string, folder: string): Promise<UnfinishedDownload | undefined> {
  const record = await readRecord(folder);
  if (!record || hiddenFolder(root, record.name) !== folder) return undefined;
  const kept = await keptBytes(folder, record);
  if (!(await wasPlaced(root, record, kept))) return { folder, record, kept };
  if (!(await isOwned(folder))) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  return undefined;
}

/** The process ended between giving it its name and taking the hidden folder away. */
async function wasPlaced(root: string, record: DownloadRecord, kept: number): Promise<boolean> {
  return (kept === 0 || kept === totalBytes(record)) && (await exists(targetOf(root, record)));
}

export function totalBytes({ files }: { readonly files: readonly { readonly bytes: number }[] }): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function readRecord(folder: string): Promise<DownloadRecord | undefined> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(join(folder, recordFile), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeRecord(folder: string, record: DownloadRecord): Promise<void> {
  return writeWhole(join(folder, recordFile), `${JSON.stringify(record, null, 2)}\n`);
}

/** Bytes of a download that are on the disk. */
export async function keptBytes(folder: string, { files }: DownloadRecord): Promise<number> {
  const sizes = files.map(async ({ path, bytes }) => {
    const whole = fetchedPath(folder, path);
    return Math.min(bytes, (await sizeOf(whole)) || (await sizeOf(partialName(whole))));
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
