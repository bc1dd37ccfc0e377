import type { CancelSignal, Listener, Vae } from '../../../src/diffusion/model.ts';
import { decoderInput } from '../../../src/diffusion/vaeLatents.ts';
import type { Context } from '../../../src/graph/context.ts';
import { map, requireRoom, type Tensor } from '../../../src/tensor/tensor.ts';
import { joined } from '../latents/batch.ts';

/**
 * Latents [1, C, h, w] in the model's scaling -> pictures [B, 3, H, W] in 0..1, one at a time, so that memory stays small
 * and a cancel is heard in between.
 */
export async function decodeItems(vae: Vae, items: readonly Tensor[], context: Context): Promise<Tensor> {
  const pictures: Tensor[] = [];
  for (const item of items) {
    context.signal.throwIfAborted();
    const onShare = (share: number) =>
      context.progress({ step: Math.round((pictures.length + share) * 100), of: items.length * 100 });
    const picture = await decodeItem(vae, item, { signal: context.signal, makeshift: context.makeshift, onShare });
    if (pictures.length === 0) requireRoom(picture.data.length * items.length);
    pictures.push(picture);
    await context.progress({ step: pictures.length, of: items.length });
  }
  return joined(pictures, context);
}

/** Latents [1, C, h, w] in the model's scaling -> a picture [1, 3, H, W] in 0..1. */
export async function decodeItem(
  vae: Vae,
  item: Tensor,
  { signal = neverCancelled, ...listener }: Listener & { readonly signal?: CancelSignal },
): Promise<Tensor> {
  return map(await vae.decode(decoderInput(item, vae), signal, listener), toUnitRange);
}

const neverCancelled: CancelSignal = { aborted: false, throwIfAborted: () => undefined };

/** What a decoder gives, about -1..1 -> 0..1. */
export function toUnitRange(value: number): number {
  return Math.min(Math.max((value + 1) / 2, 0), 1);
}
