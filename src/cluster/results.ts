import { encode } from '@msgpack/msgpack';
import { z } from 'zod';
import type { Picture, RunEvent } from '../graph/events.ts';
import { ArcspaceError } from '../graph/problem.ts';
import type { Summary } from '../graph/summary.ts';
import { decodeMessage } from '../protocol/codec.ts';
import { hashSchema } from './order.ts';
import type { SharedStore } from './store/sharedStore.ts';

export type FinishedEvent = Extract<RunEvent, { type: 'finished' }>;

const words = z.string().max(100_000);

/** What a node gave. Its files and the pixels of its pictures are contents of their own: they may be of any size. */
const finishedSchema = z.strictObject({
  node: z.string(),
  key: z.string(),
  outputs: z.record(z.string(), z.custom<Summary>(isSummary)),
  pictures: z
    .array(
      z.strictObject({
        width: z.int().positive(),
        height: z.int().positive(),
        frames: z.int().positive(),
        framesPerSecond: z.number().exactOptional(),
        rgba: hashSchema,
      }),
    )
    .exactOptional(),
  warnings: z.array(words),
  /** Names in the folder of the results, and sha256. */
  files: z.array(z.strictObject({ name: z.string().min(1).max(4096), hash: hashSchema })),
});

export type FinishedNode = z.output<typeof finishedSchema>;

/** The same with its pictures in memory. */
export type ShownNode = Omit<FinishedNode, 'pictures'> & { readonly pictures?: readonly Picture[] };

function isSummary(value: unknown): boolean {
  return z.looseObject({ type: z.string(), text: z.string() }).safeParse(value).success;
}

/** That a node has finished, with the hash of what it gave: how long it took is no part of that. */
const finishSchema = z.strictObject({ hash: hashSchema, cached: z.boolean(), milliseconds: z.number() });

export type Finish = z.output<typeof finishSchema>;

/** In the order in which they finished. */
export const finishesSchema = z.array(finishSchema).max(5000);

/** What a whole run gave. */
const recordSchema = z.strictObject({
  finished: finishesSchema,
  executed: z.int().nonnegative(),
  cached: z.int().nonnegative(),
});

export type RunRecord = z.output<typeof recordSchema>;

/** Bytes: far more than the largest report. */
const LARGEST_FINISHED = 64 * 2 ** 20;
const LARGEST_RECORD = 2 ** 20;

/** @returns the hash of what a node gave. @throws ArcspaceError `too-large`. */
export async function putFinished(store: SharedStore, { pictures, ...given }: ShownNode): Promise<string> {
  const kept: FinishedNode = { ...given, ...(pictures && { pictures: await putPictures(store, pictures) }) };
  const content = encode(kept, { ignoreUndefined: true, maxDepth: 200 });
  if (content.byteLength <= LARGEST_FINISHED) return store.put(content);
  const size = Math.ceil(content.byteLength / 2 ** 20);
  throw new ArcspaceError(
    'too-large',
    `The reports of this node have ${size} MB, and ${LARGEST_FINISHED / 2 ** 20} MB can be sent.`,
    'Report on fewer points or pictures, or run it on this computer.',
    { node: given.node },
  );
}

function putPictures(store: SharedStore, pictures: readonly Picture[]): Promise<NonNullable<FinishedNode['pictures']>> {
  return Promise.all(
    pictures.map(async ({ rgba, ...size }) => ({
      ...size,
      rgba: await store.put(new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength)),
    })),
  );
}

/** @throws ArcspaceError `store-content` for what is not there; ZodError for what is something else. */
async function getFinished(store: SharedStore, hash: string): Promise<FinishedNode> {
  return finishedSchema.parse(decodeMessage(await store.get(hash, LARGEST_FINISHED)));
}

/** The same with its pictures. */
export async function getShown(store: SharedStore, hash: string): Promise<ShownNode> {
  const { pictures, ...given } = await getFinished(store, hash);
  return { ...given, ...(pictures && { pictures: await getPictures(store, pictures) }) };
}

function getPictures(store: SharedStore, pictures: NonNullable<FinishedNode['pictures']>): Promise<readonly Picture[]> {
  return Promise.all(
    pictures.map(async ({ rgba: hash, ...size }) => {
      const bytes = size.width * size.height * size.frames * 4;
      const rgba = await store.get(hash, bytes);
      if (rgba.byteLength !== bytes) throw new RangeError('a picture in the store has another size than it says');
      return { ...size, rgba };
    }),
  );
}

/** @returns the hash of a record. */
export function putRecord(store: SharedStore, record: RunRecord): Promise<string> {
  return store.put(new TextEncoder().encode(JSON.stringify(record)));
}

/** @throws ArcspaceError `store-content` for one that is not there; ZodError or SyntaxError for something else. */
export async function getRecord(store: SharedStore, hash: string): Promise<RunRecord> {
  return recordSchema.parse(JSON.parse(new TextDecoder().decode(await store.get(hash, LARGEST_RECORD))));
}

/** The hash of the record of a run that was found under its key, where all of it is still in the store. */
export async function foundRecord(store: SharedStore, key: string): Promise<string | undefined> {
  const hash = await store.found(key);
  if (hash === undefined) return undefined;
  try {
    const { finished } = await getRecord(store, hash);
    for (const each of finished) {
      const { files, pictures = [] } = await getFinished(store, each.hash);
      const contents = [...files.map((file) => file.hash), ...pictures.map(({ rgba }) => rgba)];
      for (const content of contents) if (!(await store.has(content))) return undefined;
    }
    return hash;
  } catch {
    return undefined;
  }
}
