import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../files/writeWhole.ts';
import type { RuntimeFile } from './lock.ts';

const name = 'runtime.json';

const manifestSchema = z.object({
  version: z.literal(1),
  /** Of onnxruntime-node. */
  onnxruntime: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  /** Whether another installation over it has begun and has not ended: its files are there or not. */
  superseded: z.boolean().default(false),
});

/** What was installed. It is written last: without it, or with one that is superseded, nothing is. */
export type Manifest = Readonly<z.output<typeof manifestSchema>>;

export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
  } catch {
    return undefined;
  }
}

export async function writeManifest(folder: string, onnxruntime: string, files: readonly RuntimeFile[]): Promise<void> {
  await write(folder, { version: 1, onnxruntime, files: [...files], superseded: false });
}

/** Keeps the names of the files of an earlier version, for whoever goes on or removes them. */
export async function supersedeManifest(folder: string, before: Manifest | undefined): Promise<void> {
  if (before) await write(folder, { ...before, superseded: true });
}

async function write(folder: string, manifest: Manifest): Promise<void> {
  await writeWhole(join(folder, name), `${JSON.stringify(manifest, null, 2)}\n`);
}

export async function removeManifest(folder: string): Promise<void> {
  await rm(join(folder, name), { force: true });
}

/** Names of the files that are missing, or have another size. */
export async function misfits(folder: string, files: readonly RuntimeFile[]): Promise<string[]> {
  const sizes = await Promise.all(files.map((file) => sizeOf(join(folder, file.name))));
  return files.filter(({ bytes }, i) => bytes !== sizes[i]).map((file) => file.name);
}

/** 0 where there is no file. */
export function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (stats) => (stats.isFile() ? stats.size : 0),
    () => 0,
  );
}
