import { test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAnswers } from '../../testing/parity.ts';
import { buildT5Encoder } from './buildT5Encoder.ts';

const folder = temporaryFolder();

test.each(['t5-gated', 't5-relu'])('%s reads short and long prompts as transformers does', async (name) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  await expectAnswers(buildT5Encoder(weights, config), calls);
});
