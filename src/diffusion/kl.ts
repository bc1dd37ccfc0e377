import { batchItems, type Tensor } from '../tensor/tensor.ts';
import { clampedLogVariance } from './vaeLatents.ts';

/** How far the posterior of one batch item is from N(0, I), in nats. */
export interface Divergence {
  readonly sum: number;
  /** Per latent dimension. */
  readonly mean: number;
  /** [1, 1, h, w], summed over channels. */
  readonly map: Tensor;
}

/** KL(N(mean, variance) || N(0, I)) = ½(mu² + sigma² - 1 - ln sigma²) per dimension; [B, C, h, w] -> one per item. */
export function klToStandardNormal(mean: Tensor, logVariance: Tensor): Divergence[] {
  const spreads = batchItems(logVariance);
  return batchItems(mean).map((item, index) => itemDivergence(item, spreads[index] as Tensor));
}

function itemDivergence(mean: Tensor, logVariance: Tensor): Divergence {
  const [, , height = 1, width = 1] = mean.shape;
  const area = height * width;
  const map = new Float64Array(area);
  for (let i = 0; i < mean.data.length; i++) {
    const logVar = clampedLogVariance(logVariance.data[i] as number);
    map[i % area] = (map[i % area] as number) + ((mean.data[i] as number) ** 2 + Math.expm1(logVar) - logVar) / 2;
  }
  const sum = map.reduce((total, value) => total + value, 0);
  return { sum, mean: sum / mean.data.length, map: { data: Float32Array.from(map), shape: [1, 1, height, width] } };
}
