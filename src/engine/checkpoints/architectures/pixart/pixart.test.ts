import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAdapted, expectAnswers } from '../../testing/parity.ts';
import { buildPixartTransformer } from './buildPixartTransformer.ts';

const folder = temporaryFolder();

test.each(['pixart', 'pixart-large'])(
  'the transformer of %s denoises as diffusers does, padding hidden',
  async (name) => {
    const { weights, config, calls } = readFixture(name, folder.path);
    await expectAnswers(buildPixartTransformer(weights, config), calls);
  },
);

test('LoRAs move what it says by their strengths', async () => {
  const { weights, config, adapters, calls, adapted } = readFixture('pixart', folder.path);
  const [call] = calls;
  if (!call) throw new Error('nothing was recorded');
  await expectAdapted(buildPixartTransformer(weights, config, { adapters }), call, adapted);
});

test.each([
  [{ use_additional_conditions: true }, '"use_additional_conditions": true'],
  [{ norm_type: 'ada_norm' }, '"norm_type": "ada_norm"'],
  [{ strange: 1 }, '"strange": 1'],
])('a configuration with %o is refused', (change, words) => {
  const { weights, config } = readFixture('pixart', folder.path);
  expect(() => buildPixartTransformer(weights, { ...config, ...change })).toThrow(words);
});
