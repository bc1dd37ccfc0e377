import {
  brownianSamplers,
  type ComfyuiSampler,
  comfyuiSamplers,
  flowSamplers,
} from '../../../src/diffusion/comfyui/comfyuiSamplers.ts';
import {
  type ComfyuiRequest,
  type ComfyuiRun,
  comfyuiRun,
  type KSamplerProgram,
  toldBy,
} from '../../../src/diffusion/comfyui/comfyuiSchedule.ts';
import { drawnBefore, noiseTogether } from '../../../src/diffusion/drawnNoise.ts';
import { withGuidance } from '../../../src/diffusion/guidance/withGuidance.ts';
import type { Denoiser } from '../../../src/diffusion/model.ts';
import { noiseRate } from '../../../src/diffusion/noiseLevel.ts';
import { samplerById } from '../../../src/diffusion/samplers/index.ts';
import { levelBefore } from '../../../src/diffusion/schedule.ts';
import type { Context } from '../../../src/graph/context.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { batchItem, batchSize, type Tensor } from '../../../src/tensor/tensor.ts';
import { weightedSum } from '../../../src/tensor/weightedSum.ts';
import { batchOf } from '../latents/batch.ts';

/** Where KSampler starts and how it goes on from there. */
export interface ComfyuiStart extends ComfyuiRun {
  readonly latents: Latents;
}

/**
 * What KSampler makes of latents before its first step: latents + sigma noise in k-diffusion's coordinates, in ComfyUI at the
 * noisiest level of training latents + sqrt(1 + sigma²) noise, with noise of the whole batch drawn at once.
 * @throws ArcspaceError for pure noise, of which nothing is left to add to.
 */
export async function comfyuiStart(
  latents: Latents,
  model: Denoiser,
  request: ComfyuiRequest,
  noise: { readonly seed: number; readonly isAdded: boolean },
  context: Context,
): Promise<ComfyuiStart> {
  const run = comfyuiRun(model.training, request);
  if (run.steps === 0) return { ...run, latents };
  const { tensor, level } = latents;
  if (level.signal === 0) throw noiseInstead();
  const start = levelBefore(run.schedule, 0);
  const count = batchSize(tensor);
  const loudness = run.startsAtNoise ? 1 : noiseRate(start);
  const drawn = drawnBefore(request.program, 0, count);
  const drawnTogether = noise.isAdded && noiseTogether(noise.seed, 0, count, batchItem(tensor, 0).shape);
  const noised = await batchOf(count, context, (index) =>
    weightedSum([
      [start.signal / level.signal, batchItem(tensor, index)],
      ...(drawnTogether ? [[loudness, batchItem(drawnTogether, index)] as const] : []),
    ]),
  );
  return { ...run, latents: { tensor: noised, level: start, space: latents.space, drawn } };
}

function noiseInstead(): ArcspaceError {
  return new ArcspaceError(
    'not-clean',
    'These latents are pure noise, and KSampler adds the noise itself.',
    'Connect Empty latents or Encode, or use Denoise for a Noise node.',
    { port: 'latents' },
  );
}

/** The network as a program asks it: told timesteps in its way, and FLUX its own guidance beside that of the sampler. */
export function askedBy(program: KSamplerProgram, model: Denoiser, cfg: number): Denoiser {
  const guided = model.guidanceKind === 'embedded' && cfg > 1 ? withGuidance(model, { trueScale: cfg }) : model;
  if (model.training.kind !== 'discrete') return guided;
  const { id, name, space, training, guidanceKind, nativeSize, inpainting, style } = guided;
  return {
    ...{ id, name, space, training, guidanceKind, nativeSize, inpainting },
    ...(style && { style }),
    denoise: (x, level, timestep, guidance, signal) =>
      guided.denoise(x, level, toldBy(program, training, timestep), guidance, signal),
    preview: (shown: Tensor) => guided.preview(shown),
  };
}

/** Says where ComfyUI's picture is another one. */
export function warnOfDifferences(sampler: ComfyuiSampler, { training, name }: Denoiser, context: Context): void {
  const { title } = samplerById(comfyuiSamplers[sampler]);
  if (brownianSamplers.has(sampler)) {
    context.warn(
      `${title} draws the noise of its steps otherwise than ComfyUI: the picture is as good, but not the same as there.`,
    );
  }
  if (training.kind === 'flow' && !flowSamplers.has(sampler)) {
    context.warn(
      `${name} is a flow matching model, for which the steps of ${title} differ from those of ComfyUI: choose Euler for the same picture.`,
    );
  }
}
