import { describe, expect, test } from 'vitest';
import { parityReport } from './report.mjs';

const recording = (name, errors, sampler) => ({
  family: name.split('/')[0],
  kind: sampler ? 'txt2img' : 'vae',
  name,
  comparisons: errors.map((error) => ({ error, tolerance: 1e-4, ...(sampler && { sampler }) })),
});

describe('the parity report', () => {
  test('passes when every error is within its tolerance, and shows the largest', () => {
    const { text, passed } = parityReport([recording('flux/a', [1e-6, 3e-6], 'Euler')], []);
    expect(passed).toBe(true);
    expect(text).toMatch(/Euler +3\.0e-6/);
    expect(text).not.toMatch(/Beyond|Failed|nothing/);
  });

  test('names what is beyond its tolerance, and marks it in the tables', () => {
    const { text, passed } = parityReport([recording('flux/a', [2e-4], 'Euler'), recording('flux/v', [1e-6])], []);
    expect(passed).toBe(false);
    expect(text).toContain('flux/a: 2.0e-4 of 0.0001');
    expect(text).toMatch(/Euler +2\.0e-4 !/);
  });

  test('does not hide what failed, nor what nothing replays', () => {
    const { text, passed } = parityReport([recording('flux/a', [1e-6]), recording('flux/b', [])], ['it broke']);
    expect(passed).toBe(false);
    expect(text).toContain('Failed\n  it broke');
    expect(text).toContain('Replayed by nothing\n  flux/b (vae)');
    expect(text).toContain('1 of 2 recordings replayed');
  });

  test('does not pass when there was nothing to replay', () => {
    expect(parityReport([], []).passed).toBe(false);
  });
});
