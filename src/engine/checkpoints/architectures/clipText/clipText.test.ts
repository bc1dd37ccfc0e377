import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAdapted, expectAnswers } from '../../testing/parity.ts';
import { buildClipText } from './buildClipText.ts';

const folder = temporaryFolder();

test.each([
  ['clip-sd1', false],
  ['clip-sd2', false],
  ['clip-sdxl-2', true],
  ['clip-sd3-1', true],
])('%s reads a prompt as transformers does', async (name, projection) => {
  const { weights, config, calls } = readFixture(name, folder.path);
  const network = buildClipText(weights, config, { projection });
  expect([...network.signature.outputs.keys()].slice(0, 2)).toEqual(
    projection ? ['text_embeds', 'last_hidden_state'] : ['last_hidden_state', 'hidden_states.0'],
  );
  await expectAnswers(network, calls);
});

test('two LoRAs move what it says by their strengths', async () => {
  const { weights, config, adapters, calls, adapted } = readFixture('clip-sd1', folder.path);
  const [call] = calls;
  if (!call) throw new Error('nothing was recorded');
  await expectAdapted(buildClipText(weights, config, { adapters }), call, adapted);
});
