import { join } from 'node:path';
import { z } from 'zod';
import type { Network } from '../../../diffusion/denoiser.ts';
import type { PromptSyntax } from '../../../diffusion/prompts/weightedText.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { batchItems, stack, type Tensor, tensor } from '../../../tensor/tensor.ts';
import { checkMultiple } from '../../networks/checkSize.ts';
import { type DenoisingRoles, denoisingNetwork } from '../../networks/denoisingNetwork.ts';
import type { ModelFamily, ModelNetworks, ModelReading } from './family.ts';
import { requireChoices, requireLength, warningOf } from './prompts.ts';
import { fixed, latentSize, pair } from './unet.ts';
import { encoderWidths, requireWidth } from './widths.ts';

const width = z.int().positive();

const transformerSchema = z.looseObject({
  in_channels: width.optional(),
  sample_size: latentSize.optional(),
  patch_size: width.max(16).default(2),
  caption_channels: width.nullish(),
  use_additional_conditions: z.boolean().nullish(),
});

type TransformerConfig = z.output<typeof transformerSchema>;

const file = 'transformer/config.json';

const roles: DenoisingRoles = {
  sample: { names: ['hidden_states'], ranks: [4] },
  timestep: { names: ['timestep'], ranks: [0, 1] },
  given: {
    hidden: { names: ['encoder_hidden_states'], ranks: [3] },
    mask: { names: ['encoder_attention_mask'], ranks: [2] },
  },
  output: { names: ['out_hidden_states', 'out_sample'], ranks: [4] },
};

/** PixArt-Sigma (Chen et al., arXiv 2403.04692): T5, of which neither encoder nor transformer read the padding. */
export const pixart: ModelFamily = {
  title: 'PixArt-Sigma',
  pipelines: ['PixArtSigmaPipeline'],
  denoiser: { part: 'transformer', className: 'PixArtTransformer2DModel' },
  encoders: [{ network: 'text_encoder', tokenizer: 'tokenizer', kind: 't5', length: 300, masked: true }],
  vae: { channels: 4, scale: 0.13025, shift: 0 },
  looksLike: ({ denoiserClass }) => denoiserClass !== undefined,
  async read(reading) {
    const config = await reading.config('transformer', transformerSchema);
    const t5 = await encoderWidths(reading, 'text_encoder');
    const declared = reading.signature('transformer')?.inputs.get('encoder_hidden_states')?.shape[2];
    requireWidth(reading, 'prompts', [t5?.hidden], fixed(declared) ?? config.caption_channels ?? undefined, file);
    requireSigma(reading, config);
    return {
      guidanceKind: 'classifier-free',
      nativeSize: pair(config.sample_size ?? 128),
      multiple: config.patch_size,
      roles,
      open: (networks) => ({
        network: pixartTransformer(networks, config.patch_size),
        async encode(prompt, choices) {
          requireChoices(choices, ['maxLength'], pixart.title);
          const { syntax } = choices;
          const length = requireLength(choices.maxLength);
          const text = cleaned(prompt, syntax);
          const read = await networks.reader('text_encoder')?.read(text, { hidden: 0 }, { length, syntax });
          return { tensors: read?.hidden ? { hidden: read.hidden, mask: read.mask } : {}, ...warningOf([read]) };
        },
      }),
    };
  },
};

function pixartTransformer({ denoiser, pool, downscale }: ModelNetworks, patch: number): Network {
  const network = denoisingNetwork(denoiser, pool, downscale, roles);
  return {
    async run(sample, timestep, given) {
      checkMultiple(sample, patch, downscale, denoiser.file);
      return firstChannels(await network.run(sample, timestep, given), sample.shape[1] ?? 0);
    },
  };
}

/** [B, 2C, h, w] -> [B, C, h, w]: the rest is the variance that it learned, which no sampler of its pipeline asks for. */
function firstChannels(output: Tensor, channels: number): Tensor {
  const cut = batchItems(output).map(({ data, shape: [, given = channels, ...cells] }) =>
    tensor(data.subarray(0, (data.length / given) * channels), [1, channels, ...cells]),
  );
  return stack(cut);
}

/** As its pipeline does where it is not asked to take web addresses and the like out. BREAK is a sign of A1111's syntax. */
function cleaned(prompt: string, syntax: PromptSyntax | undefined): string {
  const pieces = syntax === 'a1111' ? prompt.split(/\b(BREAK)\b/) : [prompt];
  return pieces
    .map((piece, index) => (index % 2 === 1 ? piece : piece.toLowerCase()))
    .join('')
    .trim();
}

/** @throws ArcspaceError for PixArt-Alpha, which is told the size of the picture, and for the parts of two models. */
function requireSigma({ name, folder, latentChannels }: ModelReading, config: TransformerConfig): void {
  const { in_channels: channels = latentChannels, use_additional_conditions: isTold } = config;
  if (!isTold && channels === latentChannels) return;
  const [what, remedy] = isTold
    ? [`is told the size of the picture, as that of PixArt-Alpha`, `Use a model of the kind ${pixart.title}.`]
    : [
        `takes ${channels} channels, and its VAE has ${latentChannels}`,
        'The two belong to different models: copy it again.',
      ];
  throw new ArcspaceError('unsupported-model', `The transformer of ${name} ${what}.`, remedy, {
    file: join(folder, file),
  });
}
