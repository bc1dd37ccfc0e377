import type { Tensor } from '../tensor/tensor.ts';
import type { Guided } from './guidance/guided.ts';
import type { Changed, Lora } from './lora.ts';
import type { CancelSignal, Denoiser, Guidance, Inpainting } from './model.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';

type Changeable = Denoiser & Required<Pick<Denoiser, 'withLora'>>;

/**
 * The same network, sampled over other noise levels. What is changed about it later keeps them.
 * @param levels their name, which tells the network from the one without.
 */
export function withNoiseSchedule(denoiser: Denoiser, training: NoiseSchedule, levels: string): Denoiser {
  return isChangeable(denoiser)
    ? new ChangeableShifted(denoiser, training, levels)
    : new ShiftedDenoiser(denoiser, training, levels);
}

function isChangeable(denoiser: Denoiser): denoiser is Changeable {
  return denoiser.withLora !== undefined;
}

class ShiftedDenoiser<Inner extends Denoiser> implements Denoiser {
  readonly id: string;
  readonly name: string;
  readonly space: Denoiser['space'];
  readonly guidanceKind: Denoiser['guidanceKind'];
  readonly nativeSize: Denoiser['nativeSize'];
  readonly style: NonNullable<Denoiser['style']>;

  constructor(
    protected readonly inner: Inner,
    readonly training: NoiseSchedule,
    protected readonly levels: string,
  ) {
    this.id = `${inner.id} ${levels}`;
    this.name = inner.name;
    this.space = inner.space;
    this.guidanceKind = inner.guidanceKind;
    this.nativeSize = inner.nativeSize;
    this.style = { ...inner.style };
  }

  get inpainting(): Inpainting | undefined {
    const { inner, training, levels } = this;
    const { inpainting } = inner;
    return (
      inpainting && {
        told: inpainting.told,
        tell: (known) => withNoiseSchedule(inpainting.tell(known), training, levels),
      }
    );
  }

  denoise(x: Tensor, level: NoiseLevel, timestep: number, guidance: Guidance, signal: CancelSignal): Promise<Guided> {
    return this.inner.denoise(x, level, timestep, guidance, signal);
  }

  preview(latents: Tensor): Promise<Tensor> {
    return this.inner.preview(latents);
  }
}

class ChangeableShifted extends ShiftedDenoiser<Changeable> {
  async withLora(lora: Lora): Promise<Changed<Denoiser>> {
    const { inner, training, levels } = this;
    const { changed, ...said } = await inner.withLora(lora);
    return { changed: withNoiseSchedule(changed, training, levels), ...said };
  }
}
