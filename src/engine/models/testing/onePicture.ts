import type { LoadedModel } from '../../../diffusion/model.ts';
import { neverCancelled } from '../../../diffusion/testing/recordedNetwork.ts';
import { decoderInput } from '../../../diffusion/vaeLatents.ts';
import { type Tensor, tensor } from '../../../tensor/tensor.ts';

/** What every part of a model makes of a prompt: one prediction from latents that are always the same, decoded. */
export async function onePicture({ denoiser, vae, textEncoder }: LoadedModel): Promise<Tensor> {
  const shape = [1, denoiser.space.channels, 8, 8];
  const count = shape.reduce((product, length) => product * length, 1);
  const latents = tensor(
    Float32Array.from({ length: count }, (_, at) => Math.sin(at)),
    shape,
  );
  const positive = await textEncoder.encode('a red lighthouse');
  const { noisiest, timestepAt } = denoiser.training.forSize([8, 8]);
  const predicted = await denoiser.denoise(
    latents,
    noisiest,
    timestepAt(noisiest),
    { positive, scale: 1 },
    neverCancelled,
  );
  return vae.decode(decoderInput(predicted.denoised, vae), neverCancelled);
}
