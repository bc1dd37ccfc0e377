import { dirname, join } from 'node:path';
import type { CancelSignal, LatentSpace, PerChannel, Posterior, Vae } from '../../../diffusion/model.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { batchItems, map, stack, type Tensor } from '../../../tensor/tensor.ts';
import { frameCount, framesBetween, joinedInTime, withoutTime, withTime } from '../../../tensor/timeAxis.ts';
import type { ClipPieces } from '../../models/families/clips/clipFamily.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';
import type { Role } from '../inputsByRole.ts';
import { posterior } from '../posterior.ts';
import { type ClipRoles, runPiece } from './clipPiece.ts';
import { framesOfPiece, pieceLengths, stepsOfPiece } from './pieces.ts';

/** Half of a clip autoencoder: the network that begins a clip, and the one that goes on. */
export interface ClipHalf {
  readonly begins: NetworkSource;
  /** Absent where the first takes whole clips. */
  readonly goesOn: NetworkSource | undefined;
}

export interface ClipVaeParts {
  readonly id: string;
  readonly space: LatentSpace;
  readonly framesPerStep: number;
  readonly scale: PerChannel;
  readonly shift: PerChannel;
  readonly pieces: ClipPieces;
  /** Absent where there is none: it decodes only. */
  readonly encoder: ClipHalf | undefined;
  readonly decoder: ClipHalf;
}

export const clipEncoderRole: Role = { names: ['sample'], ranks: [5] };
export const clipDecoderRole: Role = { names: ['latent_sample'], ranks: [5] };

/** A causal autoencoder of clips. Pictures are clips of one frame, and their latents have no time axis. */
export function clipVae(parts: ClipVaeParts, pool: SessionPool): Vae {
  const { id, space, scale, shift, framesPerStep, pieces, decoder } = parts;
  const encoding: ClipRoles = {
    input: clipEncoderRole,
    output: { names: ['latent_parameters', 'latent_sample'], ranks: [5] },
    pixels: 1,
    announced: ([frames = 1, ...sides], begins) => [
      stepsOfPiece(frames, framesPerStep, begins),
      ...sides.map((side) => Math.floor(side / space.downscale)),
    ],
  };
  const decoding: ClipRoles = {
    input: clipDecoderRole,
    output: { names: ['sample'], ranks: [5] },
    pixels: space.downscale,
    announced: ([steps = 1, ...sides], begins) => [
      framesOfPiece(steps, framesPerStep, begins),
      ...sides.map((side) => side * space.downscale),
    ],
  };
  return {
    id,
    space,
    scale,
    shift,
    async encode(image, signal) {
      const encoder = encoderOf(parts);
      const answers: Tensor[] = [];
      for (const item of batchItems(inNetworkRange(image)))
        answers.push(await onePicture(item, encoder, encoding, pool, signal));
      return posterior(stack(answers), space.channels, encoder.begins.file);
    },
    async decode(latents, signal) {
      const pictures: Tensor[] = [];
      for (const item of batchItems(latents)) pictures.push(await onePicture(item, decoder, decoding, pool, signal));
      return stack(pictures);
    },
    clips: {
      framesPerStep,
      stepsAtOnce: pieces.next,
      async *encode(count, read, signal): AsyncGenerator<Posterior> {
        const encoder = encoderOf(parts);
        const lengths = pieceLengths(1 + (count - 1) / framesPerStep, pieces, encoder.goesOn !== undefined);
        const frames = lengths.map((steps, index) => framesOfPiece(steps, framesPerStep, index === 0));
        const cut = cutFrames(frames, read);
        for await (const answer of throughPieces(cut, lengths.length, encoder, encoding, pool, signal))
          yield posterior(answer, space.channels, encoder.begins.file);
      },
      decode(latents, signal) {
        const lengths = pieceLengths(frameCount(latents), pieces, decoder.goesOn !== undefined);
        return throughPieces(cutLatents(latents, lengths), lengths.length, decoder, decoding, pool, signal);
      },
    },
  };
}

/** 0..1 -> -1..1 */
function inNetworkRange(image: Tensor): Tensor {
  return map(image, (element) => element * 2 - 1);
}

/** [1, C, h, w] -> [1, C, h, w] */
async function onePicture(
  item: Tensor,
  { begins }: ClipHalf,
  roles: ClipRoles,
  pool: SessionPool,
  signal: CancelSignal,
): Promise<Tensor> {
  signal.throwIfAborted();
  const { value } = await pool.use(begins, (session) => runPiece(session, withTime(item), [], roles, false));
  return withoutTime(value);
}

/** Pieces of -1..1, [1, 3, t, H, W], read frame by frame when they are needed. */
async function* cutFrames(
  lengths: readonly number[],
  read: (index: number) => Promise<Tensor>,
): AsyncGenerator<Tensor> {
  let at = 0;
  for (const length of lengths) {
    const frames: Tensor[] = [];
    for (let i = 0; i < length; i++, at++) frames.push(withTime(inNetworkRange(await read(at))));
    yield joinedInTime(frames);
  }
}

async function* cutLatents(latents: Tensor, lengths: readonly number[]): AsyncGenerator<Tensor> {
  let at = 0;
  for (const length of lengths) {
    yield framesBetween(latents, at, at + length);
    at += length;
  }
}

/** What the networks give for each piece; a cancel is heard between two. */
async function* throughPieces(
  pieces: AsyncIterable<Tensor>,
  count: number,
  { begins, goesOn }: ClipHalf,
  roles: ClipRoles,
  pool: SessionPool,
  signal: CancelSignal,
): AsyncGenerator<Tensor> {
  let memory: readonly Tensor[] = [];
  let index = 0;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    const remembers = index + 1 < count;
    const before = memory;
    const network = index === 0 || !goesOn ? begins : goesOn;
    const answer = await pool.use(network, (session) => runPiece(session, piece, before, roles, remembers));
    memory = answer.memory;
    index += 1;
    yield answer.value;
  }
}

/** @throws ArcspaceError when there is no encoder. */
function encoderOf({ encoder, decoder, space }: ClipVaeParts): ClipHalf {
  if (encoder) return encoder;
  throw new ArcspaceError(
    'missing-model-file',
    `The VAE ${space.name} has no encoder, so it cannot encode clips.`,
    'Add the vae_encoder folder to it, or export it again with one.',
    { file: join(dirname(decoder.begins.file), '../vae_encoder/model.onnx') },
  );
}
