import { expect, test } from 'vitest';
import { floats } from '../../../../tensor/tensor.ts';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAdapted, expectAnswers, withSession } from '../../testing/parity.ts';
import { buildSd3Transformer } from './buildSd3Transformer.ts';

const folder = temporaryFolder();

test.each(['sd3', 'sd3.5'])('the transformer of %s denoises as diffusers does', async (name) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  await expectAnswers(buildSd3Transformer(weights, config), calls);
});

test('LoRAs move what it says by their strengths', async () => {
  const { weights, config, adapters, calls, adapted } = readFixture('sd3', folder.path);
  const [call] = calls;
  if (!call) throw new Error('nothing was recorded');
  await expectAdapted(buildSd3Transformer(weights, config, { adapters }), call, adapted);
});

test('latents larger than its table of positions are refused', async () => {
  const { weights, config, calls } = readFixture('sd3', folder.path);
  const latents = { data: floats(4 * 28 * 28), shape: [1, 4, 28, 28] };
  const run = withSession(buildSd3Transformer(weights, config), (session) =>
    session.run({ ...calls[1]?.inputs, hidden_states: latents }, 'out_hidden_states'),
  );
  await expect(run).rejects.toThrow('sd3.safetensors did not accept its inputs');
});

test.each([
  [{ qk_norm: 'layer_norm' }, '"qk_norm": "layer_norm"'],
  [{ pos_embed_max_size: null }, '"pos_embed_max_size": null'],
])('a configuration with %o is refused', (change, words) => {
  const { weights, config } = readFixture('sd3', folder.path);
  expect(() => buildSd3Transformer(weights, { ...config, ...change })).toThrow(words);
});
