import { z } from 'zod';
import { fluxRoles, fluxTransformer } from '../../networks/fluxTransformer.ts';
import type { ModelFamily } from './family.ts';
import { requireChoices, requireLength, warningOf } from './prompts.ts';
import { encoderWidths, requirePackedChannels, requireWidth } from './widths.ts';

const width = z.int().positive();

const transformerSchema = z.looseObject({
  in_channels: width.optional(),
  joint_attention_dim: width.optional(),
  pooled_projection_dim: width.optional(),
  guidance_embeds: z.boolean().optional(),
});

const file = 'transformer/config.json';

/** FLUX.1 dev and schnell: CLIP gives the pooled prompt, T5 the hidden states; the transformer reads patches of latents. */
export const flux: ModelFamily = {
  title: 'FLUX',
  pipelines: ['FluxPipeline', 'FluxImg2ImgPipeline', 'FluxInpaintPipeline'],
  denoiser: { part: 'transformer', className: 'FluxTransformer2DModel' },
  encoders: [
    { network: 'text_encoder', tokenizer: 'tokenizer', kind: 'clip', length: 77 },
    { network: 'text_encoder_2', tokenizer: 'tokenizer_2', kind: 't5', length: 512 },
  ],
  vae: { channels: 16, scale: 0.3611, shift: 0.1159 },
  conventions: { flowTimes: 'whole' },
  looksLike: ({ denoiserClass }) => denoiserClass !== undefined,
  async read(reading) {
    const config = await reading.config('transformer', transformerSchema);
    const inputs = reading.signature('transformer')?.inputs;
    const guided = config.guidance_embeds ?? inputs?.has('guidance') ?? false;
    const clip = await encoderWidths(reading, 'text_encoder');
    const t5 = await encoderWidths(reading, 'text_encoder_2');
    requireWidth(reading, 'prompts', [t5?.hidden], config.joint_attention_dim, file);
    requireWidth(reading, 'a pooled prompt', [clip?.hidden], config.pooled_projection_dim, file);
    requirePackedChannels(reading, config.in_channels);
    return {
      guidanceKind: guided ? 'embedded' : 'none',
      nativeSize: [128, 128],
      multiple: 2,
      roles: fluxRoles(guided),
      open: ({ pool, denoiser, downscale, reader }) => ({
        network: fluxTransformer(denoiser, pool, downscale, guided),
        async encode(prompt, choices) {
          requireChoices(choices, ['second', 'maxLength'], flux.title);
          const { syntax } = choices;
          const length = requireLength(choices.maxLength);
          const pooled = await reader('text_encoder')?.read(prompt, { pooled: 'pooler_output' }, { syntax });
          const text = await reader('text_encoder_2')?.read(
            choices.second ?? prompt,
            { hidden: 0 },
            { length, syntax },
          );
          return {
            tensors: { ...(text?.hidden && { hidden: text.hidden }), ...(pooled?.pooled && { pooled: pooled.pooled }) },
            ...warningOf([text]),
          };
        },
      }),
    };
  },
};
