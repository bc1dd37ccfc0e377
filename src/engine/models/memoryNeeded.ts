import type { FoundNetwork } from '../../protocol/types.ts';

/** Maps of the decoder's widest layer that are in memory at once: what a convolution reads, what it gives, what is added to it. */
const mapsAtOnce = 3;

/** Bytes of the program and of ONNX Runtime before any network is open. */
const program = 150e6;

/**
 * An estimate of the memory that a picture takes on the processor, where the decoder needs the most beside the weights.
 * @param pixels of the picture.
 * @param decoderWidth channels of the decoder's widest layer at that size.
 * @param budget bytes of networks that stay open; a larger one is open alone.
 */
export function memoryNeeded(
  networks: readonly FoundNetwork[],
  pixels: number,
  decoderWidth: number,
  budget: number,
): number {
  const open = networks.map(openBytes);
  const weights = Math.min(
    open.reduce((sum, bytes) => sum + bytes, 0),
    Math.max(budget, ...open),
  );
  return program + weights + pixels * decoderWidth * Float32Array.BYTES_PER_ELEMENT * mapsAtOnce;
}

/** The processor has no arithmetic for half floats: ONNX Runtime makes float32 of such weights. */
function openBytes({ bytes, precision }: FoundNetwork): number {
  return precision === 'float16' || precision === 'bfloat16' ? 2 * bytes : bytes;
}
