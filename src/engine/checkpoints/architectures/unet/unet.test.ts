import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { readFixture } from '../../testing/fixture.ts';
import { expectAdapted, expectAnswers } from '../../testing/parity.ts';
import { buildUnet } from './buildUnet.ts';

const folder = temporaryFolder();

test.each(['unet-sd1', 'unet-sd2', 'unet-sdxl', 'unet-refiner', 'unet-lcm', 'unet-inpainting', 'unet-ssd'])(
  '%s denoises as diffusers does',
  async (name) => {
    const { weights, config, calls } = readFixture(name, folder.path);
    await expectAnswers(buildUnet(weights, config), calls);
  },
);

test('LoRAs on linear layers and convolutions move what it says by their strengths', async () => {
  const { weights, config, adapters, calls, adapted } = readFixture('unet-sd1', folder.path);
  const [call] = calls;
  if (!call) throw new Error('nothing was recorded');
  await expectAdapted(buildUnet(weights, config, { adapters }), call, adapted);
});

test('keys that an older configuration lacks have the defaults of diffusers', async () => {
  const { weights, config, calls } = readFixture('unet-sd1', folder.path);
  const told = [
    'attention_head_dim',
    'block_out_channels',
    'cross_attention_dim',
    'down_block_types',
    'up_block_types',
  ];
  const short = Object.fromEntries([...told, 'norm_num_groups', '_class_name'].map((key) => [key, config[key]]));
  await expectAnswers(buildUnet(weights, short), calls);
});

describe('a UNet is refused, with the key and its value,', () => {
  test.each([
    [{ resnet_time_scale_shift: 'scale_shift' }, '"resnet_time_scale_shift": "scale_shift"'],
    [{ class_embed_type: 'timestep' }, '"class_embed_type": "timestep"'],
    [{ down_block_types: ['DownBlock2D', 'SimpleCrossAttnDownBlock2D'] }, '"down_block_types": ["DownBlock2D",'],
    [{ encoder_hid_dim: 768 }, '"encoder_hid_dim": 768'],
    [{ attention_head_dim: 7 }, '"attention_head_dim": 7'],
    [{ layers_per_block: [1] }, '"layers_per_block": [1]'],
    [{ some_new_idea: 'on' }, '"some_new_idea": "on"'],
    [{ act_fn: 'gelu' }, '"act_fn": "gelu"'],
    [{ center_input_sample: true }, '"center_input_sample": true'],
  ])('for %o', (change, words) => {
    const { weights, config } = readFixture('unet-sd1', folder.path);
    expect(() => buildUnet(weights, { ...config, ...change })).toThrow(`The configuration of the UNet has ${words}`);
  });
});
