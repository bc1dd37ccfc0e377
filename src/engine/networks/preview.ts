import type { Vae } from '../../diffusion/model.ts';
import { decoderInput } from '../../diffusion/vaeLatents.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { bytesOfFiles } from '../networkFiles/filesOfNetwork.ts';
import { once } from '../once.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import { fitLinearPreview, type LinearPreview, paintLinear } from './linearPreview.ts';

/** A decoder of up to this many bytes answers in some 10 ms and is its own best preview. */
const cheapDecoder = 16_000_000;

const never = { aborted: false, throwIfAborted: () => undefined };

/** Quick pictures of clean latents: the decoder where it is small, else a linear map fitted to it once. */
export function createPreview(vae: Vae, decoder: NetworkSource): (latents: Tensor) => Promise<Tensor> {
  const decode = (latents: Tensor) => decodePictures(vae, latents);
  const choose = async (first: Tensor) => {
    if ((await bytesOfFiles(await decoder.files())) <= cheapDecoder) return decode;
    const fitted = await fittedPreview(vae, decode, first);
    return async (latents: Tensor) => paintLinear(fitted, latents);
  };
  const chosen = once(choose);
  return async (latents) => (await chosen(latents))(latents);
}

/** Fitted to small latents; a decoder that was exported for one size gets that of `first`. */
function fittedPreview(vae: Vae, decode: (latents: Tensor) => Promise<Tensor>, first: Tensor): Promise<LinearPreview> {
  return fitLinearPreview(vae.space, decode).catch((thrown) => {
    if (!(thrown instanceof ArcspaceError && thrown.code === 'wrong-size')) throw thrown;
    const [, , height = 1, width = 1] = first.shape;
    return fitLinearPreview(vae.space, decode, [height, width]);
  });
}

/** Latents as they flow on wires -> pictures in 0..1. */
async function decodePictures(vae: Vae, latents: Tensor): Promise<Tensor> {
  return map(await vae.decode(decoderInput(latents, vae), never), (element) =>
    Math.min(Math.max((element + 1) / 2, 0), 1),
  );
}
