import type { Conditioning, PromptChoices, TextEncoder } from './conditioning.ts';
import type { Changed, Lora } from './lora.ts';

type Changeable = TextEncoder & Required<Pick<TextEncoder, 'withLora'>>;

/**
 * The same encoder, read at another layer of CLIP wherever a prompt does not say how many it leaves out.
 * @param lastLayer counted from the end: -1 is the last.
 */
export function stoppingAt(encoder: TextEncoder, lastLayer: number): TextEncoder {
  return isChangeable(encoder) ? new ChangeableStopping(encoder, lastLayer) : new Stopping(encoder, lastLayer);
}

function isChangeable(encoder: TextEncoder): encoder is Changeable {
  return encoder.withLora !== undefined;
}

class Stopping<Inner extends TextEncoder> implements TextEncoder {
  readonly id: string;

  constructor(
    protected readonly inner: Inner,
    protected readonly lastLayer: number,
  ) {
    this.id = inner.id;
  }

  encode(prompt: string, choices?: PromptChoices): Promise<Conditioning> {
    return this.inner.encode(prompt, { lastLayer: this.lastLayer, ...choices });
  }
}

class ChangeableStopping extends Stopping<Changeable> {
  async withLora(lora: Lora): Promise<Changed<TextEncoder>> {
    const { changed, ...said } = await this.inner.withLora(lora);
    return { changed: stoppingAt(changed, this.lastLayer), ...said };
  }
}
