import { z } from 'zod';
import type { Circumstances } from '../../../diffusion/denoiser.ts';
import { type Tensor, tensor } from '../../../tensor/tensor.ts';
import { joinWidths } from '../../networks/joinTensors.ts';
import type { ReadPrompt } from '../../networks/promptReader.ts';
import { unetNetwork, unetRoles } from '../../networks/unet.ts';
import type { ModelFamily, ModelReading } from './family.ts';
import { guidanceConditions } from './plainUnetModel.ts';
import { readTogether, requireChoices, skippedLayers, usualClipSkip, warningOf, zeroed } from './prompts.ts';
import { fixed, readUnet, type UnetConfig } from './unet.ts';
import { type EncoderWidths, encoderWidths, requireWidth } from './widths.ts';

const indexSchema = z.looseObject({
  force_zeros_for_empty_prompt: z.boolean().default(true),
  requires_aesthetics_score: z.boolean().optional(),
});

/** How many numbers the time ids are. */
const baseIds = 6;
const refinerIds = 5;

/** Layers of CLIP that are left out: the last one. */
const penultimate = 2;

/** Stable Diffusion XL (Podell et al., arXiv 2307.01952), its refiner, and SDXL-Turbo: two CLIP encoders and a UNet. */
export const stableDiffusionXl: ModelFamily = {
  title: 'Stable Diffusion XL',
  pipelines: ['StableDiffusionXLPipeline', 'StableDiffusionXLImg2ImgPipeline', 'StableDiffusionXLInpaintPipeline'],
  denoiser: { part: 'unet', className: 'UNet2DConditionModel' },
  encoders: [
    // The refiner has the second only.
    { network: 'text_encoder', tokenizer: 'tokenizer', kind: 'clip', length: 77, optional: true },
    { network: 'text_encoder_2', tokenizer: 'tokenizer_2', kind: 'projecting clip', length: 77 },
  ],
  vae: { channels: 4, scale: 0.13025, shift: 0, byChannel: true },
  looksLike: ({ parts }) => parts.has('unet') && parts.has('text_encoder_2'),
  async read(reading) {
    const index = indexSchema.parse(reading.index);
    const unet = await readUnet(reading, 128);
    const declaredIds = fixed(reading.signature('unet')?.inputs.get('time_ids')?.shape[1]);
    const isRefiner = index.requires_aesthetics_score ?? declaredIds === refinerIds;
    const timeIds = isRefiner ? refinerTimeIds : baseTimeIds;
    await requireOneModel(reading, unet, isRefiner ? refinerIds : baseIds);
    const usualSkip = await usualClipSkip(reading, 'text_encoder', 'text_encoder_2');
    const guidance = guidanceConditions(unet);
    const roles = {
      pooled: { names: ['text_embeds'], ranks: [2] },
      time_ids: { names: ['time_ids'], ranks: [2] },
      ...guidance.roles,
    };
    return {
      guidanceKind: unet.guidanceKind,
      nativeSize: unet.nativeSize,
      multiple: 1,
      inpaints: unet.inpaints,
      roles: unetRoles({ roles }),
      open: ({ pool, denoiser, downscale, reader }) => ({
        network: unetNetwork(denoiser, pool, downscale, {
          roles,
          circumstances: (row) => ({ time_ids: timeIds(row, downscale), ...guidance.circumstances?.(row) }),
        }),
        async encode(prompt, choices) {
          const { title } = stableDiffusionXl;
          requireChoices(choices, ['second', 'clipSkip', 'lastLayer'], title);
          const hidden = penultimate + skippedLayers(choices, { usual: usualSkip, own: 1, title });
          const [first, second] = await readTogether(
            [
              { reader: reader('text_encoder'), text: prompt, wanted: { hidden } },
              {
                reader: reader('text_encoder_2'),
                text: choices.second ?? prompt,
                wanted: { hidden, pooled: 'text_embeds' },
              },
            ],
            choices,
          );
          return { tensors: joined(first, second), ...warningOf([first, second]) };
        },
        ...(index.force_zeros_for_empty_prompt && {
          withoutNegative: (positive) => ({ ...positive, tensors: zeroed(positive.tensors) }),
        }),
      }),
    };
  },
};

function joined(first: ReadPrompt | undefined, second: ReadPrompt | undefined): Record<string, Tensor> {
  const hidden = [first?.hidden, second?.hidden].filter((part) => part !== undefined);
  return { hidden: joinWidths(hidden), ...(second?.pooled && { pooled: second.pooled }) };
}

async function requireOneModel(reading: ModelReading, unet: UnetConfig, ids: number): Promise<void> {
  const first = await encoderWidths(reading, 'text_encoder');
  const second = await encoderWidths(reading, 'text_encoder_2');
  const encoders = [first, second].filter((part): part is EncoderWidths => part !== undefined);
  const file = 'unet/config.json';
  requireWidth(
    reading,
    'prompts',
    encoders.map(({ hidden }) => hidden),
    unet.promptWidth,
    file,
  );
  const { addedWidth, timeIdWidth } = unet;
  if (addedWidth === undefined || timeIdWidth === undefined) return;
  requireWidth(reading, 'a pooled prompt', [second?.projection], addedWidth - ids * timeIdWidth, file);
}

/** Original size, crop and target size, each height first. */
function baseTimeIds({ framing, size: [height, width] }: Circumstances, downscale: number): Tensor {
  const size = [height * downscale, width * downscale] as const;
  return row([...(framing.originalSize ?? size), ...(framing.crop ?? [0, 0]), ...(framing.targetSize ?? size)]);
}

/** The refiner is told how good the picture should look in place of the target size: 6, and 2.5 for the negative prompt. */
function refinerTimeIds({ framing, negative, size: [height, width] }: Circumstances, downscale: number): Tensor {
  const score = framing.aestheticScore ?? (negative ? 2.5 : 6);
  return row([
    ...(framing.originalSize ?? [height * downscale, width * downscale]),
    ...(framing.crop ?? [0, 0]),
    score,
  ]);
}

function row(values: readonly number[]): Tensor {
  return tensor(Float32Array.from(values), [1, values.length]);
}
