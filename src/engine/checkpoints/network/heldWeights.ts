import { setImmediate } from 'node:timers/promises';
import { ArcspaceError } from '../../../graph/problem.ts';
import { sizeOf } from '../../../tensor/tensor.ts';
import { withModelFile } from '../../networkFiles/withModelFile.ts';
import { blockFormats, isInBlocks } from '../gguf/blockFormats.ts';
import { unpackToHalves } from '../gguf/unpackBlocks.ts';
import type { StoredTensor, WeightFormat } from '../weights.ts';

/**
 * A weight that is given to the runtime in memory. Numbers in blocks are unpacked to float16, since it cannot read them from their file; all others
 * of the network go with them, since it reads all of them from files or none.
 */
export interface HeldWeight {
  /** What the graph calls the file of its numbers, which there is none of. */
  readonly location: string;
  readonly file: string;
  readonly format: WeightFormat;
  readonly offset: number;
  readonly bytes: number;
  /** Bytes that it takes in memory. */
  readonly held: number;
}

/** Numbers of a weight as the runtime takes them in place of a file. */
export interface LoadedWeight {
  readonly path: string;
  readonly data: Uint8Array;
}

/** @throws ArcspaceError for rows of a matrix that do not end where its blocks do. */
export function heldWeight(location: string, name: string, tensor: StoredTensor): HeldWeight {
  const { file, format, offset, bytes, shape } = tensor;
  const numbers = sizeOf(shape);
  if (!isInBlocks(format)) return { location, file, format, offset, bytes, held: bytes };
  const { count, bytes: blockBytes } = blockFormats[format];
  const isWhole = numbers % count === 0 && Number.isInteger(offset) && (numbers / count) * blockBytes === bytes;
  if (isWhole) return { location, file, format, offset, bytes, held: 2 * numbers };
  throw new ArcspaceError(
    'unsupported-model',
    `"${name}" cannot be cut where this model needs it: its numbers lie in blocks of ${format}.`,
    'Use the file of this model in Q8_0, float16 or bfloat16.',
    { file },
  );
}

/** Reads and unpacks weights, one at a time, and lets others have their turn between. @throws ArcspaceError naming the file. */
export async function loadHeld(weights: readonly HeldWeight[]): Promise<LoadedWeight[]> {
  const loaded: LoadedWeight[] = [];
  for (const file of new Set(weights.map((weight) => weight.file))) {
    await withModelFile(file, async (window) => {
      for (const weight of weights.filter((each) => each.file === file)) {
        const bytes = await window.read(weight.offset, weight.bytes);
        loaded.push({ path: weight.location, data: inMemory(weight.format, bytes) });
        await setImmediate();
      }
    });
  }
  return loaded;
}

/** A copy: the window is used again. */
function inMemory(format: WeightFormat, bytes: Uint8Array): Uint8Array {
  return isInBlocks(format) ? unpackToHalves(format, bytes) : bytes.slice();
}
