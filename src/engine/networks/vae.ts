import { dirname, join } from 'node:path';
import type { CancelSignal, LatentSpace, Listener, PerChannel, Vae } from '../../diffusion/model.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { batchItems, map, stack, type Tensor } from '../../tensor/tensor.ts';
import { once } from '../once.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import { firstThatFits } from '../sessions/outOfMemory.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { runInBands, smallBands, takeApart, usualBands } from './bands/runInBands.ts';
import { checkSize } from './checkSize.ts';
import { inFixedBatches } from './inFixedBatches.ts';
import { inputsByRole, type Role } from './inputsByRole.ts';
import { outputFor } from './outputFor.ts';
import { posterior } from './posterior.ts';
import { runInTiles } from './tiles.ts';

export interface VaeParts {
  readonly id: string;
  readonly space: LatentSpace;
  readonly scale: PerChannel;
  readonly shift: PerChannel;
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
  /** Cells of its input on each side of a patch that latents have one of. */
  readonly patch: number;
}

export const decoderRole: Role = { names: ['latent_sample'], ranks: [4] };
export const encoderRole: Role = { names: ['sample'], ranks: [4] };

/** Patches of a picture of 768 x 768 pixels. Larger ones would take gigabytes whole. */
const patchesAtOnce = 96 * 96;

/** Patches on each side of a tile, for networks that cannot be taken apart and have no room to run whole. */
const tile = { size: 48, overlap: 12 };

const tiledWarning =
  'There was not enough memory for the whole picture, and it went through the autoencoder in tiles that fade into each other: colours may differ a little between them. A smaller picture, or more memory, gives the exact one.';

/**
 * A VAE of two networks. Items go through one by one: the same bits alone as in a batch, and a cancel is heard. Large ones go
 * through in bands, and so do smaller ones where there is no memory for them whole.
 */
export function onnxVae(parts: VaeParts, pool: SessionPool): Vae {
  const { id, space, scale, shift } = parts;
  const decoder: ImageNetwork = {
    source: parts.decoder,
    input: decoderRole,
    output: { names: ['sample'], ranks: [4] },
    pixels: space.downscale,
    patch: 1,
  };
  return {
    id,
    space,
    scale,
    shift,
    async encode(image, signal, listener) {
      const encoder = encoderOf(parts);
      const outputs: Tensor[] = [];
      for (const item of batchItems(map(image, (element) => element * 2 - 1))) {
        signal.throwIfAborted();
        outputs.push(await runImageNetwork(item, encoder, pool, { signal, listener }));
      }
      return posterior(stack(outputs), space.channels, encoder.source.file);
    },
    async decode(latents, signal, listener) {
      const pictures: Tensor[] = [];
      for (const item of batchItems(latents)) {
        signal.throwIfAborted();
        pictures.push(await runImageNetwork(item, decoder, pool, { signal, listener }));
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
      patch: space.downscale,
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
  readonly signal: CancelSignal;
  readonly listener?: Listener | undefined;
}

async function runImageNetwork(
  value: Tensor,
  network: ImageNetwork,
  pool: SessionPool,
  { signal, listener }: Circumstances,
): Promise<Tensor> {
  const { source, patch } = network;
  const chain = once(async () => takeApart(source, await pool.provider()));
  const bandsOf = (numbersAtOnce: number) => async () => {
    const blocks = await chain();
    const options = { signal, numbersAtOnce, onShare: listener?.onShare };
    return blocks && runInBands(value, blocks, source, pool, options);
  };
  const whole = () => runWhole(value, network, pool);
  const wholeIfItMustBe = async () => ((await chain()) ? undefined : whole());
  const tiles = async () => {
    if (await isOfOneSize(source)) return undefined;
    const cells = { size: tile.size * patch, overlap: tile.overlap * patch, unit: patch };
    const answer = await runInTiles(value, cells, (piece) => runWhole(piece, network, pool), signal);
    if (answer) listener?.makeshift?.(tiledWarning);
    return answer;
  };
  const [, , height = 0, width = 0] = value.shape;
  const large = height * width > patchesAtOnce * patch ** 2;
  const before = large ? [bandsOf(usualBands), bandsOf(smallBands), wholeIfItMustBe] : [whole, bandsOf(smallBands)];
  return firstThatFits(source.file, [...before, tiles]);
}

/** Exported for one height and width. */
async function isOfOneSize(source: NetworkSource): Promise<boolean> {
  const { inputs } = await source.signature();
  return [...inputs.values()].some(({ shape }) => shape.slice(2).some((length) => typeof length === 'number'));
}

async function runWhole(value: Tensor, { source, input, output, pixels }: ImageNetwork, pool: SessionPool) {
  return pool.use(source, async (session) => {
    const { picture } = inputsByRole(session.inputs, source.file, { picture: input });
    const given = outputFor(session, 'the picture', output);
    checkSize(value, picture, pixels, source.file);
    return inFixedBatches(picture, [value], (batch: Tensor) => session.run({ [picture.name]: batch }, given));
  });
}
