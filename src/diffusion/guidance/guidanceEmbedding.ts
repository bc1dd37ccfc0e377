import { type Tensor, tensor } from '../../tensor/tensor.ts';

/**
 * The guidance scale as a distilled network is told it, [1, width]: sines, then cosines of 1000 (scale - 1) at frequencies
 * 10000^(-i / (width / 2 - 1)) (Luo et al., arXiv 2310.04378, as diffusers' LatentConsistencyModelPipeline; float32 like
 * there, since the arguments are large). An odd width ends with 0.
 */
export function guidanceEmbedding(scale: number, width: number): Tensor {
  const half = Math.floor(width / 2);
  const angle = Math.fround(Math.fround(scale - 1) * 1000);
  const rate = Math.fround(Math.fround(Math.log(10_000)) / (half - 1));
  const values = new Float32Array(width);
  for (let i = 0; i < half; i++) {
    const at = Math.fround(angle * Math.fround(Math.exp(Math.fround(i * -rate))));
    values[i] = Math.sin(at);
    values[half + i] = Math.cos(at);
  }
  return tensor(values, [1, width]);
}
