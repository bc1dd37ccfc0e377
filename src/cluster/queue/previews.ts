import { encode } from '@msgpack/msgpack';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Picture } from '../../graph/events.ts';
import { decodeMessage } from '../../protocol/codec.ts';
import { PREFIX } from './jobs.ts';

/** What a node of a run looks like in the middle of its steps. */
export interface StepPreview {
  readonly node: string;
  readonly step: number;
  readonly picture: Picture;
}

/** Seconds: what nobody has looked at by then is stale. */
const KEPT = 10;

/** Bytes of RGBA: 512 x 512 pixels. Larger ones are left out: Redis holds them in memory. */
export const LARGEST_PREVIEW = 2 ** 20;

const previewSchema = z.strictObject({
  node: z.string().max(200),
  step: z.number(),
  picture: z
    .strictObject({
      width: z.int().positive(),
      height: z.int().positive(),
      frames: z.int().positive(),
      framesPerSecond: z.number().exactOptional(),
      rgba: z.instanceof(Uint8Array),
    })
    .refine(({ width, height, frames, rgba }) => rgba.byteLength === width * height * frames * 4),
});

const keyOf = (id: string): string => `${PREFIX}:preview:${id}`;

/** Shows how far a job is to whoever waits for it: the newest for some seconds, and none before it. */
export async function showPreview(redis: Redis, id: string, { node, step, picture }: StepPreview): Promise<void> {
  const { rgba, ...size } = picture;
  if (rgba.byteLength > LARGEST_PREVIEW) return;
  const bytes = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  const content = encode({ node, step, picture: { ...size, rgba: bytes } }, { ignoreUndefined: true });
  await redis.set(keyOf(id), Buffer.from(content), 'EX', KEPT);
}

/** The newest preview of a job; undefined for none, and for what is none. */
export async function lookAtPreview(redis: Redis, id: string): Promise<StepPreview | undefined> {
  const content = await redis.getBuffer(keyOf(id));
  return content ? previewSchema.safeParse(decodeMessage(content)).data : undefined;
}
