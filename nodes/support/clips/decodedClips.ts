import type { CancelSignal, ClipCoding, Vae } from '../../../src/diffusion/model.ts';
import { decoderInput } from '../../../src/diffusion/vaeLatents.ts';
import { requireFinite } from '../../../src/graph/requireFinite.ts';
import type { ImageSet } from '../../../src/graph/values.ts';
import { batchItem, batchSize, map, type Tensor } from '../../../src/tensor/tensor.ts';
import { frameAt, frameCount } from '../../../src/tensor/timeAxis.ts';
import { finish } from '../../../src/tensor/work.ts';
import { toUnitRange } from '../pictures/decodeItems.ts';

/** A decoder that is under way in a clip. */
interface Passage {
  readonly clip: number;
  readonly pieces: AsyncGenerator<Tensor>;
  /** The frames of the piece that it has come to, and the place of the first of them. */
  piece: Tensor | undefined;
  from: number;
}

/** Milliseconds after which nobody seems to read any more: what the networks remember of the clip is given back. */
const idleTime = 60_000;

const neverCancelled: CancelSignal = { aborted: false, throwIfAborted: () => undefined };

/**
 * The frames of clips [B, C, T, h, w], one clip after the other, decoded when they are asked for. Read in order, each piece of a clip is decoded
 * once, and no more than one is kept; who goes back, or comes after a minute, has the clip decoded from its first frame.
 * @param each frames of a clip.
 */
export function decodedClips(vae: Vae, coding: ClipCoding, latents: Tensor, each: number): ImageSet['read'] {
  let passage: Passage | undefined;
  let reader: CancelSignal = neverCancelled;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  // A passage outlives the run that began it.
  const signal: CancelSignal = {
    get aborted() {
      return reader.aborted;
    },
    throwIfAborted: () => reader.throwIfAborted(),
  };

  function begun(clip: number): Passage {
    const pieces = coding.decode(decoderInput(batchItem(latents, clip), vae), signal);
    return { clip, pieces, piece: undefined, from: 0 };
  }

  async function end(): Promise<void> {
    const ended = passage;
    passage = undefined;
    await ended?.pieces.return(undefined);
  }

  function endWhenIdle(): void {
    clearTimeout(idle);
    idle = setTimeout(() => {
      last = last.then(end).catch(() => undefined);
    }, idleTime).unref();
  }

  async function frame(clip: number, index: number): Promise<Tensor> {
    const goesOn = passage?.clip === clip && index >= passage.from ? passage : undefined;
    if (!goesOn) await end();
    const known = goesOn ?? begun(clip);
    passage = undefined;
    while (!known.piece || index >= known.from + frameCount(known.piece)) {
      signal.throwIfAborted();
      const next = await known.pieces.next();
      if (next.done) throw new RangeError(`there is no frame ${index + 1} in a clip`);
      known.from += known.piece ? frameCount(known.piece) : 0;
      known.piece = next.value;
    }
    passage = known;
    const picture = map(frameAt(known.piece, index - known.from), toUnitRange);
    finish(requireFinite('frames', 'image', picture));
    return picture;
  }

  return (index, { signal: asked = neverCancelled } = {}) => {
    if (index < 0 || index >= batchSize(latents) * each) {
      return Promise.reject(new RangeError(`there is no frame ${index + 1}`));
    }
    clearTimeout(idle);
    const reading = last.then(() => {
      reader = asked;
      return frame(Math.floor(index / each), index % each);
    });
    last = reading.catch(() => undefined).then(endWhenIdle);
    return reading;
  };
}
