import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { buildVaeDecoder, buildVaeEncoder } from './buildVae.ts';

const folder = temporaryFolder();

test.each([
  ['vae', 4],
  ['vae-sd3', 16],
])('%s says what it reads and what it gives: pictures of three channels, latents of %i', (name, channels) => {
  const { weights, config } = readFixture(name, folder.path);
  const says = ({ inputs, outputs }: ReturnType<typeof buildVaeEncoder>['signature']) => ({
    inputs: [...inputs.values()].map(({ name, shape }) => ({ name, shape })),
    outputs: [...outputs.values()].map(({ name, shape }) => ({ name, shape })),
  });
  expect(config.latent_channels ?? 4).toBe(channels);
  expect(says(buildVaeEncoder(weights, config).signature)).toEqual({
    inputs: [{ name: 'sample', shape: ['batch_size', 3, 'height', 'width'] }],
    outputs: [
      {
        name: 'latent_parameters',
        shape: ['batch_size', 2 * channels, 'latent_height', 'latent_width'],
      },
    ],
  });
  expect(says(buildVaeDecoder(weights, config).signature)).toEqual({
    inputs: [{ name: 'latent_sample', shape: ['batch_size', channels, 'latent_height', 'latent_width'] }],
    outputs: [{ name: 'sample', shape: ['batch_size', 3, 'height', 'width'] }],
  });
});

test.each([
  ['encoder', buildVaeEncoder, 'decoder.more.weight', 'encoder.more.weight'],
  ['encoder', buildVaeEncoder, 'post_quant_conv.more', 'quant_conv.more'],
  ['decoder', buildVaeDecoder, 'encoder.more.weight', 'decoder.more.weight'],
  ['decoder', buildVaeDecoder, 'quant_conv.more', 'post_quant_conv.more'],
])('the %s leaves the other half of the weights alone, and reads all of its own', (_, build, other, own) => {
  const { weights, config } = readFixture('vae', folder.path);
  const [some] = weights.values();
  if (!some) throw new Error('The fixture holds no weights.');
  const signature = build(weights, config).signature;
  expect(build(new Map([...weights, [other, some]]), config).signature).toEqual(signature);
  expect(() => build(new Map([...weights, [own, some]]), config)).toThrow(own);
});
