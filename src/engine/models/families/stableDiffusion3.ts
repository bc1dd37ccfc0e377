import { z } from 'zod';
import { type Tensor, zeros } from '../../../tensor/tensor.ts';
import { joinSequences, joinWidths, padWidth } from '../../networks/joinTensors.ts';
import type { ReadPrompt } from '../../networks/promptReader.ts';
import { sd3Roles, sd3Transformer } from '../../networks/sd3Transformer.ts';
import type { ModelFamily } from './family.ts';
import { readTogether, requireChoices, requireLength, usualClipSkip, warningOf } from './prompts.ts';
import { fixed, latentSize, pair } from './unet.ts';
import { encoderWidths, requireWidth } from './widths.ts';

const width = z.int().positive();

const transformerSchema = z.looseObject({
  sample_size: latentSize.optional(),
  patch_size: width.max(16).default(2),
  joint_attention_dim: width.optional(),
  pooled_projection_dim: width.optional(),
});

const file = 'transformer/config.json';

/** Layers of CLIP that are left out: the last one. */
const penultimate = 2;

/** Tokens that T5 reads unless the prompt says otherwise. Without T5 as many rows of zeros stand for it. */
const t5Length = 256;

/** Stable Diffusion 3 and 3.5 (Esser et al., arXiv 2403.03206): two CLIP encoders and T5, which it can do without. */
export const stableDiffusion3: ModelFamily = {
  title: 'Stable Diffusion 3',
  pipelines: ['StableDiffusion3Pipeline', 'StableDiffusion3Img2ImgPipeline', 'StableDiffusion3InpaintPipeline'],
  denoiser: { part: 'transformer', className: 'SD3Transformer2DModel' },
  encoders: [
    { network: 'text_encoder', tokenizer: 'tokenizer', kind: 'projecting clip', length: 77 },
    { network: 'text_encoder_2', tokenizer: 'tokenizer_2', kind: 'projecting clip', length: 77 },
    { network: 'text_encoder_3', tokenizer: 'tokenizer_3', kind: 't5', length: t5Length, optional: true },
  ],
  vae: { channels: 16, scale: 1.5305, shift: 0.0609 },
  looksLike: ({ denoiserClass }) => denoiserClass !== undefined,
  async read(reading) {
    const config = await reading.config('transformer', transformerSchema);
    const inputs = reading.signature('transformer')?.inputs;
    const joint = fixed(inputs?.get('encoder_hidden_states')?.shape[2]) ?? config.joint_attention_dim ?? 4096;
    const clip = [await encoderWidths(reading, 'text_encoder'), await encoderWidths(reading, 'text_encoder_2')];
    const t5 = await encoderWidths(reading, 'text_encoder_3');
    const usualSkip = await usualClipSkip(reading, 'text_encoder', 'text_encoder_2');
    const pooled = clip.map((widths) => widths?.projection);
    requireWidth(reading, 'a pooled prompt', pooled, config.pooled_projection_dim, file);
    if (t5) requireWidth(reading, 'prompts', [t5.hidden], joint, file);
    return {
      guidanceKind: 'classifier-free',
      nativeSize: pair(config.sample_size ?? 128),
      multiple: config.patch_size,
      roles: sd3Roles,
      open: ({ pool, denoiser, downscale, reader }) => ({
        network: sd3Transformer(denoiser, pool, downscale, config.patch_size),
        async encode(prompt, choices) {
          requireChoices(choices, ['second', 'third', 'clipSkip', 'maxLength'], stableDiffusion3.title);
          const length = requireLength(choices.maxLength) ?? t5Length;
          const wanted = { hidden: penultimate + (choices.clipSkip ?? usualSkip), pooled: 'text_embeds' } as const;
          const [first, second] = await readTogether(
            [
              { reader: reader('text_encoder'), text: prompt, wanted },
              { reader: reader('text_encoder_2'), text: choices.second ?? prompt, wanted },
            ],
            choices,
          );
          const { syntax } = choices;
          const t5 = reader('text_encoder_3');
          const third = await t5?.read(choices.third ?? prompt, { hidden: 0 }, { length, syntax });
          const long = third?.hidden ?? zeros([1, length, joint]);
          // What CLIP leaves out of a long prompt, T5 still reads.
          return { tensors: joined([first, second], long), ...warningOf(third ? [third] : [first, second]) };
        },
      }),
    };
  },
};

/** CLIP's hidden states side by side, padded to the width of T5's, which follow them; the pooled vectors side by side. */
function joined(clip: readonly (ReadPrompt | undefined)[], t5: Tensor): Record<string, Tensor> {
  const hidden = joinWidths(clip.flatMap((read) => read?.hidden ?? []));
  return {
    hidden: joinSequences([padWidth(hidden, t5.shape[2] ?? 0), t5]),
    pooled: joinWidths(clip.flatMap((read) => read?.pooled ?? [])),
  };
}
