import type { Timing } from '../../../geometry/keyFrames.ts';
import { formatNumber } from '../../canvas/view/formatValue.ts';

/** What times count, as people call it. */
export const timeWords: Readonly<Record<Timing, { readonly name: string; words(at: number): string }>> = {
  frames: { name: 'frame', words: (at) => `frame ${formatNumber(at)}` },
  seconds: { name: 'second', words: (at) => `${formatNumber(at)} s` },
  share: { name: 'share', words: (at) => `${formatNumber(100 * at, 0.1)} %` },
};
