import { describe, expect, it } from 'vitest';
import { adviceOf, type Limits } from './advice.ts';
import type { Pair } from './independence.ts';
import type { Linearity } from './linearity.ts';

const nothing: Limits = { linearity: [], pairs: [], offManifold: [], paths: [] };
const wordsOf = (limits: Partial<Limits>) =>
  adviceOf({ ...nothing, ...limits }).map(({ finding, remedy }) => `${finding} ${remedy}`)[0];
const linearity = (given: Partial<Linearity>) =>
  wordsOf({ linearity: [{ name: 'night', moves: [], strength: 1, gain: 1, explained: 1, agreement: 1, ...given }] });
const pair = (given: Partial<Pair>) =>
  wordsOf({
    pairs: [{ first: 'night', second: 'snow', cosine: 0, scenes: 20, correlation: 0, chance: 0.44, ...given }],
  });
/** How far the round trip leads away, by strength. */
const reach = (away: Readonly<Record<number, number>>) =>
  wordsOf({
    offManifold: [
      {
        name: 'night',
        departures: Object.entries(away)
          .map(([strength, each]) => ({ strength: Number(strength), norm: 1, away: each, reconstruction: 0 }))
          .toSorted((a, b) => a.strength - b.strength),
      },
    ],
  });

describe('an attribute is called linear', () => {
  it('where strength 1 arrives whole and several strengths lie on a line', () => {
    expect(linearity({})).toBe(
      'Yes. Strength 1 of one half moves the probe of the other by 1 step. Nothing: strengths mean what they say.',
    );
  });

  it('not where a step arrives twice or in half', () => {
    expect(linearity({ gain: 2.1 })).toMatch(/^Too strong\. .* by 2\.1 steps\. For one step use .* about 0\.5\.$/);
    expect(linearity({ gain: 0.5 })).toMatch(/^In part\. .* use a strength of about 2,/);
    expect(linearity({ gain: 0.1 })).toMatch(/^No\./);
    expect(linearity({ gain: 0.1, agreement: 0.49 })).toMatch(/; the halves agree by 0\.49 only\. Use more pictures,/);
    expect(linearity({ gain: 0.1, agreement: 0.5 })).toMatch(/by 0\.1 steps\. Change it by the prompt,/);
  });

  it('not where moves stop growing, and then no larger strength is advised', () => {
    expect(linearity({ gain: 0.5, explained: 0.6 })).toMatch(
      /^Near 0 only\. .* a line explains 60 % of the moves\. Stay/,
    );
  });

  it('not by a single strength, which lies on a line in any case', () => {
    expect(linearity({ explained: undefined })).toMatch(/^At this strength\. .* Measure two strengths or more\.$/);
  });

  it('by the strength that was measured', () => {
    expect(linearity({ strength: 2, gain: 0.9 })).toMatch(/^Yes\. Strength 2 of one half .* by 1\.8 steps\./);
  });
});

describe('two attributes are called independent', () => {
  it('where neither their directions nor the scenes bring them together', () => {
    expect(pair({ correlation: -0.2 })).toBe('Yes (cosine 0, correlation -0.2). Nothing: add them as they are.');
    expect(pair({ correlation: 0.5 })).toMatch(/^Not in these scenes/);
    expect(pair({ correlation: 0.4 })).toMatch(/^Yes/);
  });

  it('not where nothing could say that they are not', () => {
    expect(pair({ scenes: 3, correlation: 1, chance: undefined })).toMatch(
      /^Their directions do not overlap \(cosine 0\), but 3 scenes are too few .* Use 5 scenes or more/,
    );
    expect(pair({ correlation: undefined })).toMatch(/but all scenes are alike in one of the two\. Use scenes/);
  });
});

describe('how far an attribute can be pushed', () => {
  it('is said for both signs, and what was not tried is not claimed', () => {
    expect(reach({ [-2]: 0.1, [-1]: 0.02, 0: 0.02 })).toMatch(/^Above 0 not measured, below 0 to -1\. Beyond that, /);
    expect(reach({ [-1]: 0.02, 0: 0.02, 1: 0.03, 2: 0.03 })).toBe(
      'Above 0 to 2 at least, below 0 to -1 at least. Nothing: at these strengths points stay where pictures are.',
    );
  });

  it('is not 0 where the smallest strength leads too far', () => {
    expect(reach({ 0: 0.02, 0.5: 0.1, 1: 0.02 })).toMatch(/^Above 0 not as far as 0\.5, below 0 not measured\. Beyond/);
  });

  it('leaves out of account what is less than 2 % of the norm', () => {
    expect(reach({ 0: 0.001, 1: 0.019 })).toMatch(/^Above 0 to 1 at least/);
    expect(reach({ 0: 0.001, 1: 0.021 })).toMatch(/^Above 0 not as far as 1/);
  });
});
