import { z } from 'zod';
import { guidanceEmbedding } from '../../../diffusion/guidance/guidanceEmbedding.ts';
import { type UnetConditions, unetNetwork, unetRoles } from '../../networks/unet.ts';
import type { FamilyModel, ModelReading } from './family.ts';
import { requireChoices, skippedLayers, usualClipSkip, warningOf } from './prompts.ts';
import { readUnet, type UnetConfig } from './unet.ts';
import { encoderWidths, requireWidth } from './widths.ts';

/** A UNet that reads the last hidden states of one CLIP encoder. */
export async function plainUnetModel(reading: ModelReading, title: string): Promise<FamilyModel> {
  const unet = await readUnet(reading, 64);
  const widths = await encoderWidths(reading, 'text_encoder');
  requireWidth(reading, 'prompts', [widths?.hidden], unet.promptWidth, 'unet/config.json');
  const usualSkip = await usualClipSkip(reading, 'text_encoder');
  const ofOpenClip = await isCutOpenClip(reading, unet);
  const layersOf = ofOpenClip ? { own: 1, title: 'Stable Diffusion 2' } : { own: 0, title };
  const conditions = guidanceConditions(unet);
  return {
    guidanceKind: unet.guidanceKind,
    nativeSize: unet.nativeSize,
    multiple: 1,
    inpaints: unet.inpaints,
    roles: unetRoles(conditions),
    open: ({ pool, denoiser, downscale, reader }) => ({
      network: unetNetwork(denoiser, pool, downscale, conditions),
      async encode(prompt, choices) {
        requireChoices(choices, ['clipSkip', 'lastLayer'], title);
        const skip = skippedLayers(choices, { usual: usualSkip, ...layersOf });
        const layer = skip > 0 ? { hidden: 1 + skip, normalised: true } : { hidden: 0 };
        const read = await reader('text_encoder')?.read(prompt, layer, choices);
        return { tensors: read?.hidden ? { hidden: read.hidden } : {}, ...warningOf([read]) };
      },
    }),
  };
}

const layersSchema = z.looseObject({ num_hidden_layers: z.int().positive().optional() });

/**
 * Whether the encoder is that of Stable Diffusion 2 and SD-Turbo: OpenCLIP ViT-H, whose files have 23 of its 24 layers, so that its
 * last layer is layer -2 of those that are counted elsewhere. Where no file says how many it has, its width does.
 */
async function isCutOpenClip(reading: ModelReading, { promptWidth }: UnetConfig): Promise<boolean> {
  const { num_hidden_layers: layers } = await reading.config('text_encoder', layersSchema);
  return layers === undefined ? promptWidth === 1024 : layers === 23;
}

/** What a distilled UNet reads beside its prompt. */
export function guidanceConditions({ guidanceWidth: width }: UnetConfig): UnetConditions {
  if (width === undefined) return { roles: {} };
  return {
    roles: { timestep_cond: { names: ['timestep_cond'], ranks: [2] } },
    circumstances: ({ guidance }) => ({ timestep_cond: guidanceEmbedding(guidance, width) }),
  };
}
