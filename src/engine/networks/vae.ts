import { dirname, join } from 'node:path';
import type { CancelSignal, LatentSpace, OnShare, Posterior, Vae } from '../../diffusion/model.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { batchItems, map, stack, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { runInBands } from './bands/runInBands.ts';
import { checkSize } from './checkSize.ts';
import { inFixedBatches } from './inFixedBatches.ts';
import { inputsByRole, type Role } from './inputsByRole.ts';
import { outputFor } from './outputFor.ts';

export interface VaeParts {
  readonly id: string;
  readonly space: LatentSpace;
  readonly scale: number;
  readonly shift: number;
  /** Absent where a model has none: it decodes only. */
  readonly encoder: NetworkSource | undefined;
  readonly decoder: NetworkSource;
}

/** A network of one picture-like input and one such output. */
interface ImageNetwork {
  readonly source: NetworkSource;
  readonly input: Role;
  readonly output: Role;
  /** Pixels on each side of a cell of its input. */
  readonly pixels: number;
}

export const decoderRole: Role = { names: ['latent_sample'], ranks: [4] };
export const encoderRole: Role = { names: ['sample'], ranks: [4] };

/** Of a picture of 768 x 768 pixels. Larger ones would take gigabytes whole. */
const cellsAtOnce = 96 * 96;

/**
 * A VAE of two networks. Items go through one by one: the same bits alone as in a batch, and a cancel is heard. Large ones go
 * through in bands.
 */
export function onnxVae(parts: VaeParts, pool: SessionPool): Vae {
  const { id, space, scale, shift } = parts;
  const decoder: ImageNetwork = {
    source: parts.decoder,
    input: decoderRole,
    output: { names: ['sample'], ranks: [4] },
    pixels: space.downscale,
  };
  return {
    id,
    space,
    scale,
    shift,
    async encode(image, signal) {
      const encoder = encoderOf(parts);
      const outputs: Tensor[] = [];
      for (const item of batchItems(map(image, (element) => element * 2 - 1))) {
        signal.throwIfAborted();
        outputs.push(await runImageNetwork(item, encoder, pool, { cells: cellsAtOnce * space.downscale ** 2, signal }));
      }
      return posterior(stack(outputs), space.channels, encoder.source.file);
    },
    async decode(latents, signal, onShare) {
      const pictures: Tensor[] = [];
      for (const item of batchItems(latents)) {
        signal.throwIfAborted();
        pictures.push(await runImageNetwork(item, decoder, pool, { cells: cellsAtOnce, signal, onShare }));
      }
      return stack(pictures);
    },
  };
}

/** @throws ArcspaceError when the model has no encoder. */
function encoderOf({ encoder, decoder, space }: VaeParts): ImageNetwork {
  if (encoder) {
    return {
      source: encoder,
      input: encoderRole,
      output: { names: ['latent_parameters', 'latent_sample'], ranks: [4] },
      pixels: 1,
    };
  }
  throw new ArcspaceError(
    'missing-model-file',
    `The model ${space.name} has no VAE encoder, so it cannot encode pictures.`,
    'Add the vae_encoder folder of this model, or export the model again with it. Everything else works without.',
    { file: join(dirname(decoder.file), '../vae_encoder/model.onnx') },
  );
}

interface Circumstances {
  /** Cells of an input that goes through at once. */
  readonly cells: number;
  readonly signal: CancelSignal;
  readonly onShare?: OnShare | undefined;
}

async function runImageNetwork(
  value: Tensor,
  network: ImageNetwork,
  pool: SessionPool,
  { cells, signal, onShare }: Circumstances,
): Promise<Tensor> {
  const { source } = network;
  const [, , height = 0, width = 0] = value.shape;
  const large = height * width > cells;
  const banded = large ? await runInBands(value, source, pool, signal, onShare) : undefined;
  if (banded) return banded;
  return pool.use(source, async (session) => {
    const { picture } = inputsByRole(session.inputs, source.file, { picture: network.input });
    const output = outputFor(session, 'the picture', network.output);
    checkSize(value, picture, network.pixels, source.file);
    return inFixedBatches(picture, [value], (batch: Tensor) => session.run({ [picture.name]: batch }, output));
  });
}

/** Mean and log-variance one after the other on the channel axis, or, in old exports, one drawn sample. */
function posterior(output: Tensor, channels: number, file: string): Posterior {
  const given = output.shape[1];
  if (given === channels) return { kind: 'sample', sample: output };
  if (given === channels * 2) {
    const halves = batchItems(output).map((item) => splitChannels(item, channels));
    return {
      kind: 'moments',
      mean: stack(halves.map(([mean]) => mean)),
      logVariance: stack(halves.map(([, logVariance]) => logVariance)),
    };
  }
  throw new ArcspaceError(
    'broken-model',
    `The VAE encoder gives ${given} channels, and the model works with ${channels}.`,
    'Copy the model folder again: its VAE encoder belongs to another model.',
    { file },
  );
}

/** [1, 2C, h, w] -> two of [1, C, h, w]. */
function splitChannels({ data, shape }: Tensor, channels: number): readonly [Tensor, Tensor] {
  const half = [1, channels, ...shape.slice(2)];
  return [tensor(data.slice(0, data.length / 2), half), tensor(data.slice(data.length / 2), half)];
}
