/** Maps of the decoder's widest layer that are in memory at once: what a convolution reads, what it gives, what is added to it. */
const mapsAtOnce = 3;

/** Bytes of the program and of ONNX Runtime before any network is open. */
const program = 150e6;

/**
 * An estimate of the memory that a picture takes on the processor, where the decoder needs the most beside the weights.
 * @param weights bytes of each network's, where it is open.
 * @param pixels of the picture.
 * @param decoderWidth channels of the decoder's widest layer at that size.
 * @param budget bytes of weights that stay open; a larger one is open alone.
 */
export function memoryNeeded(weights: readonly number[], pixels: number, decoderWidth: number, budget: number): number {
  const open = Math.min(
    weights.reduce((sum, bytes) => sum + bytes, 0),
    Math.max(budget, ...weights),
  );
  return program + open + pixels * decoderWidth * Float32Array.BYTES_PER_ELEMENT * mapsAtOnce;
}
