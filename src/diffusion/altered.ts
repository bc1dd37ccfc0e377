import type { Tensor } from '../tensor/tensor.ts';
import type { Guided } from './guidance/guided.ts';
import type { GuidanceStyle } from './guidance/style.ts';
import type { Changed, Lora } from './lora.ts';
import type { CancelSignal, Denoiser, Guidance, Inpainting } from './model.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';

/** What is different about how a network is sampled. */
export interface Alteration {
  /** Tells the network from the one without, in its id. */
  readonly name: string;
  readonly training?: NoiseSchedule;
  /** Adds to what there is of it, and wins. */
  readonly style?: GuidanceStyle;
}

/** The same network, sampled in another way. What is changed about it later, and what it is told to paint, keeps that. */
export function altered(denoiser: Denoiser, alteration: Alteration): Denoiser {
  return isChangeable(denoiser)
    ? new ChangeableAltered(denoiser, alteration)
    : new AlteredDenoiser(denoiser, alteration);
}

type Changeable = Denoiser & Required<Pick<Denoiser, 'withLora'>>;

function isChangeable(denoiser: Denoiser): denoiser is Changeable {
  return denoiser.withLora !== undefined;
}

class AlteredDenoiser<Inner extends Denoiser> implements Denoiser {
  readonly id: string;
  readonly name: string;
  readonly space: Denoiser['space'];
  readonly training: NoiseSchedule;
  readonly guidanceKind: Denoiser['guidanceKind'];
  readonly nativeSize: Denoiser['nativeSize'];
  readonly style: GuidanceStyle;

  constructor(
    protected readonly inner: Inner,
    protected readonly alteration: Alteration,
  ) {
    this.id = `${inner.id} ${alteration.name}`;
    this.name = inner.name;
    this.space = inner.space;
    this.training = alteration.training ?? inner.training;
    this.guidanceKind = inner.guidanceKind;
    this.nativeSize = inner.nativeSize;
    this.style = { ...inner.style, ...alteration.style };
  }

  get inpainting(): Inpainting | undefined {
    const { inner, alteration } = this;
    const { inpainting } = inner;
    return inpainting && { told: inpainting.told, tell: (known) => altered(inpainting.tell(known), alteration) };
  }

  denoise(x: Tensor, level: NoiseLevel, timestep: number, guidance: Guidance, signal: CancelSignal): Promise<Guided> {
    return this.inner.denoise(x, level, timestep, { ...this.style, ...guidance }, signal);
  }

  preview(latents: Tensor): Promise<Tensor> {
    return this.inner.preview(latents);
  }
}

class ChangeableAltered extends AlteredDenoiser<Changeable> {
  async withLora(lora: Lora): Promise<Changed<Denoiser>> {
    const { changed, ...said } = await this.inner.withLora(lora);
    return { changed: altered(changed, this.alteration), ...said };
  }
}
