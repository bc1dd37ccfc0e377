import { alongEdges, type Corners, padWeights } from '../../geometry/pad.ts';
import type { NamedTensors } from '../conditioning.ts';
import { promptSlerp, promptSum } from './promptArithmetic.ts';

/**
 * The prompt at (x, y) of a pad, 0..1 from the left and from the bottom: the bilinear mean of the corners that have a share,
 * or each token on great circles along the lower and the upper edge, and then between them. A corner is itself, bit for bit.
 * @throws GeometryError where two tokens are opposite, for slerp.
 */
export function promptOnPad(corners: Corners<NamedTensors>, x: number, y: number, way: 'lerp' | 'slerp'): NamedTensors {
  const weights = padWeights(x, y);
  const used = corners.flatMap((prompt, index) => (weights[index] ? [[weights[index], prompt] as const] : []));
  const [first] = used;
  if (first && used.length === 1) return first[1];
  return way === 'lerp' ? promptSum(used) : alongEdges(corners, x, y, promptSlerp);
}
