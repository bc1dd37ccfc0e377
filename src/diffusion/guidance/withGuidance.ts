import type { Tensor } from '../../tensor/tensor.ts';
import type { Changed, Lora } from '../lora.ts';
import type { CancelSignal, Denoiser, Guidance, Inpainting } from '../model.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import type { Guided } from './guided.ts';
import type { GuidanceStyle } from './style.ts';

/** The same network, whose guidance acts in a style of its own. Styles of several add up; the outermost wins. */
export function withGuidance(denoiser: Denoiser, style: GuidanceStyle): Denoiser {
  return isChangeable(denoiser) ? new ChangeableDenoiser(denoiser, style) : new GuidedDenoiser(denoiser, style);
}

type Changeable = Denoiser & Required<Pick<Denoiser, 'withLora'>>;

function isChangeable(denoiser: Denoiser): denoiser is Changeable {
  return denoiser.withLora !== undefined;
}

class GuidedDenoiser<Inner extends Denoiser> implements Denoiser {
  readonly id: string;
  readonly name: string;
  readonly space: Denoiser['space'];
  readonly training: Denoiser['training'];
  readonly guidanceKind: Denoiser['guidanceKind'];
  readonly nativeSize: Denoiser['nativeSize'];

  readonly style: GuidanceStyle;

  constructor(
    protected readonly inner: Inner,
    style: GuidanceStyle,
  ) {
    this.style = { ...inner.style, ...style };
    this.id = `${inner.id} guided ${JSON.stringify(style)}`;
    this.name = inner.name;
    this.space = inner.space;
    this.training = inner.training;
    this.guidanceKind = inner.guidanceKind;
    this.nativeSize = inner.nativeSize;
  }

  /** One that is told what to paint keeps its style. */
  get inpainting(): Inpainting | undefined {
    const { inner, style } = this;
    const { inpainting } = inner;
    return inpainting && { told: inpainting.told, tell: (known) => withGuidance(inpainting.tell(known), style) };
  }

  denoise(x: Tensor, level: NoiseLevel, timestep: number, guidance: Guidance, signal: CancelSignal): Promise<Guided> {
    return this.inner.denoise(x, level, timestep, { ...this.style, ...guidance }, signal);
  }

  preview(latents: Tensor): Promise<Tensor> {
    return this.inner.preview(latents);
  }
}

/** One whose weights can be changed keeps its style when they are. */
class ChangeableDenoiser extends GuidedDenoiser<Changeable> {
  async withLora(lora: Lora): Promise<Changed<Denoiser>> {
    const { inner, style } = this;
    const { changed, ...said } = await inner.withLora(lora);
    return { changed: withGuidance(changed, style), ...said };
  }
}
