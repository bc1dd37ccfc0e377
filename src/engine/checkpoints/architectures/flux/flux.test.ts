import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAdapted, expectAnswers } from '../../testing/parity.ts';
import { buildFluxTransformer } from './buildFluxTransformer.ts';

const folder = temporaryFolder();

test.each(['flux-dev', 'flux-schnell'])('the transformer of %s denoises as diffusers does', async (name) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  await expectAnswers(buildFluxTransformer(weights, config), calls);
});

test('LoRAs move what it says by their strengths', async () => {
  const { weights, config, adapters, calls, adapted } = readFixture('flux-dev', folder.path);
  const [call] = calls;
  if (!call) throw new Error('nothing was recorded');
  await expectAdapted(buildFluxTransformer(weights, config, { adapters }), call, adapted);
});

test('a configuration whose positions turn more or less than a head is refused', () => {
  const { weights, config } = readFixture('flux-dev', folder.path);
  expect(() => buildFluxTransformer(weights, { ...config, axes_dims_rope: [2, 6, 6] })).toThrow(
    'The configuration of the FLUX transformer has "axes_dims_rope": [2,6,6]',
  );
});
