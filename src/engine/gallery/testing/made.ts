import { nodeRegistry } from '../../../../nodes/index.ts';
import { parseWorkflow } from '../../../graph/workflow/parse.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { paintedPicture } from '../../testing/paintedPicture.ts';
import type { MadePictures } from '../madePictures.ts';

/** A picture from noise, of a kind that nothing here computes. */
export function paintingWorkflow(
  seed: number,
  given: { readonly name?: string; readonly prompt?: string } = {},
): Workflow {
  const text = {
    format: 'arcspace-workflow',
    version: 2,
    name: given.name ?? 'Painting',
    nodes: [
      { id: 'model', type: 'load_model' },
      { id: 'prompt', type: 'prompt', parameters: { text: given.prompt ?? 'a boat' } },
      { id: 'noise', type: 'noise', parameters: { seed } },
      { id: 'denoise', type: 'denoise', parameters: { steps: 8 } },
      { id: 'decode', type: 'decode' },
      { id: 'show', type: 'preview_image' },
    ],
    links: [
      { from: 'model.model', to: 'noise.model' },
      { from: 'model.model', to: 'denoise.model' },
      { from: 'model.text_encoder', to: 'prompt.text_encoder' },
      { from: 'prompt.conditioning', to: 'denoise.conditioning' },
      { from: 'noise.latents', to: 'denoise.latents' },
      { from: 'denoise.latents', to: 'decode.latents' },
      { from: 'model.vae', to: 'decode.vae' },
      { from: 'decode.image', to: 'show.image' },
    ],
  };
  return parseWorkflow(JSON.stringify(text), nodeRegistry).workflow;
}

/** What a run with this seed shows. */
export function made(seed: number, given: Partial<MadePictures> = {}): MadePictures {
  return {
    workflow: paintingWorkflow(seed),
    path: null,
    node: 'show',
    key: `key of ${seed}`,
    pictures: [paintedPicture(seed)],
    files: [],
    time: seed,
    seconds: 2,
    seen: new Set(),
    ...given,
  };
}
