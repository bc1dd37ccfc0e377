import type { Redis } from 'ioredis';
import { z } from 'zod';
import { modelRoles } from '../../graph/models/knownModel.ts';
import { LONGEST_MODEL_NAME } from '../../graph/workflow/schema.ts';
import { hashSchema } from '../order.ts';
import { PREFIX } from './jobs.ts';

const words = z.string().max(200);

/** What a worker says of itself to everybody who can see the queue. */
export const workerCardSchema = z.strictObject({
  /** Its own, until it ends. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Host and process, for people. */
  name: words,
  /** Version of Arcspace. */
  program: words,
  /** When it was started, in milliseconds since 1970 by its own clock. */
  since: z.number(),
  /** "cuda" and "CUDA: NVIDIA H200". */
  device: z.strictObject({ provider: words, label: words }),
  /** Runs at a time, and how many there are now. */
  slots: z.int().positive(),
  running: z.int().nonnegative(),
  /** What it can compute with. Of one that it has not hashed yet there is no fingerprint: the hash of the hashes of all of its files. */
  models: z
    .array(
      z.strictObject({
        role: z.enum(modelRoles),
        name: z.string().max(LONGEST_MODEL_NAME),
        fingerprint: hashSchema.exactOptional(),
      }),
    )
    .max(10_000),
});

export type WorkerCard = z.output<typeof workerCardSchema>;

/** Seconds after which a worker that is no longer heard of is left out of the list. */
const KEPT = 10;

const ALL = `${PREFIX}:workers`;
const keyOf = (id: string): string => `${PREFIX}:worker:${id}`;

/** Says that a worker is there, and how it is. To be said again within {@link KEPT} seconds. */
export async function showWorker(redis: Redis, card: WorkerCard): Promise<void> {
  await redis.multi().set(keyOf(card.id), JSON.stringify(card), 'EX', KEPT).sadd(ALL, card.id).exec();
}

export async function hideWorker(redis: Redis, id: string): Promise<void> {
  await redis.multi().del(keyOf(id)).srem(ALL, id).exec();
}

/** The workers that were heard of in the last seconds, by name. What is malformed or no longer heard of is left out. */
export async function listWorkers(redis: Redis): Promise<readonly WorkerCard[]> {
  const ids = await redis.smembers(ALL);
  if (ids.length === 0) return [];
  const said = await redis.mget(ids.map(keyOf));
  const gone = ids.filter((_, index) => said[index] === null);
  if (gone.length > 0) await redis.srem(ALL, ...gone);
  return said.flatMap((text) => cardIn(text) ?? []).sort((a, b) => a.name.localeCompare(b.name));
}

function cardIn(text: string | null | undefined): WorkerCard | undefined {
  try {
    return workerCardSchema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
