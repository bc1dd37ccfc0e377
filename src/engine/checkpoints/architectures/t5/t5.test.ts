import { expect, test } from 'vitest';
import { tensor } from '../../../../tensor/tensor.ts';
import { maxDifference } from '../../../../tensor/testing/goldens.ts';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAnswers, withSession } from '../../testing/parity.ts';
import { buildT5Encoder } from './buildT5Encoder.ts';

const folder = temporaryFolder();

test.each(['t5-gated', 't5-relu'])('%s reads short and long prompts as transformers does', async (name) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  await expectAnswers(buildT5Encoder(weights, config), calls);
});

test.each([
  ['float32', 'cpu'],
  ['float16', 'cuda'],
] as const)('padding that is masked is not read in %s: tokens say what they say without it', async (_, provider) => {
  const { weights, config } = readFixture('t5-gated', folder.path);
  const network = buildT5Encoder(weights, config);
  const ids = [5, 60, 31, 7, 1];
  const padded = [...ids, 0, 0, 0, 0];
  const row = (values: readonly number[]) => tensor(Float32Array.from(values), [1, values.length]);
  await withSession({ ...network, modelFor: () => network.modelFor(provider) }, async (session) => {
    const say = async (input_ids: readonly number[], mask?: readonly number[]) => {
      const feeds = { input_ids: row(input_ids), ...(mask && { attention_mask: row(mask) }) };
      return (await session.run(feeds, 'last_hidden_state')).data.slice(0, ids.length * 32);
    };
    const alone = await say(ids);
    const mask = padded.map((_, place) => (place < ids.length ? 1 : 0));
    expect(maxDifference(await say(padded, mask), alone)).toBeLessThan(1e-5);
    expect(maxDifference(await say(padded), alone)).toBeGreaterThan(0.01);
  });
});
