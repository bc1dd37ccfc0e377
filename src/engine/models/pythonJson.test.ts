import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requireDiscrete } from '../../diffusion/noiseSchedule.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { samplerById } from '../../diffusion/samplers/index.ts';
import { parsePythonJson } from './pythonJson.ts';

describe('what Python writes where JSON has no word', () => {
  test.each([
    ['{"a": -Infinity, "b": Infinity, "c": NaN}', { a: '-inf', b: 'inf', c: 'nan' }],
    ['[NaN,1]', ['nan', 1]],
    ['{"a": "NaN and -Infinity \\" NaN", "b": NaN}', { a: 'NaN and -Infinity " NaN', b: 'nan' }],
  ])('%s', (text, value) => {
    expect(parsePythonJson(text)).toEqual(value);
  });

  test('is no cover for other faults', () => {
    for (const text of ['{"a": NaN', '{a: 1}', 'Infinit', '{"a": -Infinity,}']) {
      expect(() => parsePythonJson(text)).toThrow(SyntaxError);
    }
  });

  test('leaves JSON as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parsePythonJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

test('a scheduler that clips nothing, as diffusers saves it, samples as one that does not say so', () => {
  const saved = parsePythonJson('{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity}');
  const levels = (config: unknown) => {
    const training = requireDiscrete(parseSchedulerConfig(config), 'the test');
    return samplerById('dpmpp_2m').schedule(training, { steps: 5 }).steps;
  };
  expect(levels(saved)).toEqual(levels({ _class_name: 'DPMSolverMultistepScheduler' }));
});
