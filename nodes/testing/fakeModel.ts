import type { Conditioning, TextEncoder } from '../../src/diffusion/conditioning.ts';
import { type Lora, loraName } from '../../src/diffusion/lora.ts';
import type { Denoiser, LatentSpace, LoadedModel, Vae } from '../../src/diffusion/model.ts';
import { parseSchedulerConfig } from '../../src/diffusion/parseSchedulerConfig.ts';
import { map, type Tensor, zeros } from '../../src/tensor/tensor.ts';

export const fakeSpace: LatentSpace = { id: 'space-of-tests', name: 'tests', channels: 4, downscale: 8, multiple: 1 };
export const otherSpace: LatentSpace = {
  id: 'space-of-others',
  name: 'others',
  channels: 4,
  downscale: 8,
  multiple: 1,
};

const training = parseSchedulerConfig({
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  prediction_type: 'v_prediction',
  timestep_spacing: 'trailing',
});

/** Guesses something that depends on x, the timestep and the prompt, so that no two walks agree by accident. */
export const fakeDenoiser: Denoiser = {
  id: 'denoiser-of-tests',
  name: 'tests',
  space: fakeSpace,
  training,
  guidanceKind: 'classifier-free',
  nativeSize: [2, 2],
  denoise: async (x, level, timestep, { positive, scale }, signal) => {
    signal.throwIfAborted();
    const pull = (positive.tensors.hidden?.data[0] ?? 0) * scale;
    return { denoised: map(x, (value) => Math.tanh(value * level.signal + timestep / 2000 + pull)) };
  },
  preview: async (latents) => zeros([1, 3, latents.shape[2] ?? 1, latents.shape[3] ?? 1]),
  withLora: async (lora) => ({ changed: denoiserWith(lora) }),
  inpainting: { told: true, tell: () => fakeDenoiser },
};

/** The same, as if it had been trained by flow matching. */
export const fakeFlowDenoiser: Denoiser = {
  ...fakeDenoiser,
  training: parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 }),
};

/** Says with its name what it was changed by. */
function denoiserWith(lora: Lora): Denoiser {
  return { ...fakeDenoiser, id: `${fakeDenoiser.id}+${loraName(lora)}`, name: `tests with ${loraName(lora)}` };
}

export function fakeLora(name: string): Lora {
  return { terms: [{ id: `hash of ${name}`, name, strength: 1 }] };
}

/** Four channels per 8 x 8 patch: mean red, mean green, mean blue, and the red of the first pixel; decoded as flat patches. */
export const fakeVae: Vae = {
  id: 'vae-of-tests',
  space: fakeSpace,
  scale: 0.5,
  shift: 0.25,
  encode: async (image) => {
    const mean = patches(image);
    return { kind: 'moments', mean, logVariance: map(mean, () => Math.log(0.04)) };
  },
  decode: async (latents) => unpatched(latents),
};

export const fakeTextEncoder: TextEncoder = {
  id: 'text-encoder-of-tests',
  encode: async (prompt) => conditioningOf(prompt),
  withLora: async (lora) => ({ changed: { ...fakeTextEncoder, id: `${fakeTextEncoder.id}+${loraName(lora)}` } }),
};

export const fakeModel: LoadedModel = { denoiser: fakeDenoiser, vae: fakeVae, textEncoder: fakeTextEncoder };

export function conditioningOf(prompt: string): Conditioning {
  return {
    prompt,
    encoder: 'text-encoder-of-tests',
    tensors: { hidden: { data: Float32Array.of(prompt.length / 100, 0), shape: [1, 1, 2] } },
  };
}

function patches(image: Tensor): Tensor {
  const [batch = 1, , height = 8, width = 8] = image.shape;
  const [rows, columns] = [height / 8, width / 8];
  const result = zeros([batch, 4, rows, columns]);
  for (let item = 0; item < batch; item++) {
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const cell = ((item * 4 + channel) * rows + Math.floor(y / 8)) * columns + Math.floor(x / 8);
          const value = image.data[((item * 3 + channel) * height + y) * width + x] as number;
          result.data[cell] = (result.data[cell] as number) + (value * 2 - 1) / 64;
        }
      }
    }
  }
  return result;
}

function unpatched(latents: Tensor): Tensor {
  const [batch = 1, , rows = 1, columns = 1] = latents.shape;
  const result = zeros([batch, 3, rows * 8, columns * 8]);
  return map(result, (_, index) => {
    const x = index % (columns * 8);
    const y = Math.floor(index / (columns * 8)) % (rows * 8);
    const plane = Math.floor(index / (columns * 8 * rows * 8));
    const [item, channel] = [Math.floor(plane / 3), plane % 3];
    return latents.data[((item * 4 + channel) * rows + Math.floor(y / 8)) * columns + Math.floor(x / 8)] as number;
  });
}
