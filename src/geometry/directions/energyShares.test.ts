import { describe, expect, it } from 'vitest';
import { gaussian } from '../testing/arbitraries.ts';
import { bandAmplitudes, bandShares, channelShares, energyShares } from './energyShares.ts';

describe('energy shares', () => {
  it('are squared norms over their sum, and all zero for nothing', () => {
    expect(energyShares([Float32Array.of(3), Float32Array.of(0, 4)])).toEqual([9 / 25, 16 / 25]);
    expect(energyShares([new Float32Array(2), new Float32Array(2)])).toEqual([0, 0]);
  });

  it('of channels see which one a direction lies in', () => {
    expect(channelShares(Float32Array.of(0, 0, 1, 2, 0, 0), 3)).toEqual([0, 1, 0]);
  });

  it('of bands put an even plane in the coarsest and a checkerboard in the finest', () => {
    const even = new Float32Array(256).fill(2);
    expect(bandShares(even, [1, 16, 16], 3)[2]).toBeCloseTo(1, 10);
    const checkers = even.map((_, i) => ((i + Math.floor(i / 16)) % 2 === 0 ? 1 : -1));
    expect(bandShares(checkers, [1, 16, 16], 3)[0]).toBeGreaterThan(0.9);
  });

  it('come from amplitudes: an even plane of 2 has one of 2 in the coarsest band', () => {
    const [fine, coarse] = bandAmplitudes(new Float32Array(64).fill(2), [1, 8, 8], 2);
    expect(fine).toBeCloseTo(0, 10);
    expect(coarse).toBeCloseTo(2, 10);
  });

  it('of bands sum to one', () => {
    const shares = bandShares(gaussian(512, 1), [2, 16, 16], 4);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});
