import { test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAnswers } from '../../testing/parity.ts';
import { buildVaeDecoder, buildVaeEncoder } from './buildVae.ts';

const folder = temporaryFolder();

test.each(['vae', 'vae-sd3', 'vae-no-attention'])('%s encodes and decodes as diffusers does', async (name) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  await expectAnswers(buildVaeEncoder(weights, config), calls);
  await expectAnswers(buildVaeDecoder(weights, config), calls);
});
