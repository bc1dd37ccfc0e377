import { variance } from '../../tensor/reduce.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';

/**
 * Takes back the contrast that strong guidance adds: phi guided std(cond) / std(guided) + (1 - phi) guided, standard
 * deviations over one item [1, C, h, w] (Lin et al., arXiv 2305.08891, eq. 15 and 16). A flat prediction stays as it is.
 */
export function rescaled(guided: Tensor, conditional: Tensor, phi: number): Tensor {
  const spread = variance(guided.data);
  if (phi === 0 || spread === 0) return guided;
  const ratio = Math.sqrt(variance(conditional.data) / spread);
  return weightedSum([[phi * ratio + 1 - phi, guided]]);
}
