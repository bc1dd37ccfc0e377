import { z } from 'zod';
import content from './cudaRuntime.lock.json' with { type: 'json' };

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.number().int().positive();

const lockSchema = z.object({
  /** The version of onnxruntime-node that the provider was built for. */
  onnxruntime: z.string(),
  /** The major version of CUDA. */
  cuda: z.string(),
  wheels: z.array(
    z.object({
      package: z.string(),
      version: z.string(),
      url: z.url(),
      sha256,
      bytes,
      /** The files of it that are needed: where each lies in it, and what it is called in the folder of the runtime. */
      files: z.array(z.object({ name: z.string().regex(/^[\w.+-]+$/), path: z.string(), bytes, sha256 })),
    }),
  ),
});

/** What the CUDA runtime consists of. `tools/cudaLock.mjs` makes it for another version of onnxruntime-node. */
export type RuntimeLock = Readonly<z.output<typeof lockSchema>>;
export type Wheel = RuntimeLock['wheels'][number];

/** A file in the folder of the runtime. */
export interface RuntimeFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const cudaLock: RuntimeLock = lockSchema.parse(content);
