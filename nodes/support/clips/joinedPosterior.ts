import type { Posterior } from '../../../src/diffusion/model.ts';
import { joinedInTime } from '../../../src/tensor/timeAxis.ts';

/** What an encoder said of the pieces of a clip as what it says of the clip: a draw from it is one draw. */
export function joinedPosterior(parts: readonly Posterior[]): Posterior {
  const moments = parts.flatMap((part) => (part.kind === 'moments' ? [part] : []));
  if (moments.length < parts.length) {
    return {
      kind: 'sample',
      sample: joinedInTime(parts.flatMap((part) => (part.kind === 'sample' ? [part.sample] : []))),
    };
  }
  return {
    kind: 'moments',
    mean: joinedInTime(moments.map(({ mean }) => mean)),
    logVariance: joinedInTime(moments.map(({ logVariance }) => logVariance)),
  };
}
