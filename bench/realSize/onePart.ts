import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { neverCancelled } from '../../src/diffusion/testing/recordedNetwork.ts';
import { openModel } from '../../src/engine/models/loadModel.ts';
import { readModel } from '../../src/engine/models/readModel.ts';
import type { NetworkSource } from '../../src/engine/sessions/networkSource.ts';
import { processorBudget } from '../../src/engine/sessions/sessionBudget.ts';
import { realPool } from '../../src/engine/testing/goldenModel.ts';
import { guidedStep } from './guidedStep.ts';

/** The first word of the command line of a process that computes one part of a model, again and again. */
export const ONE_PART = 'one-part';

/** The second, where it is computed by Arcspace and by ONNX Runtime alone. */
export const BY_TURNS = 'by-turns';

/** What is computed: a guided step, or a picture of latents. */
export type PartName = 'denoiser' | 'decoder';

/** By whom: as Arcspace does, or ONNX Runtime alone, with its default options; over one ONNX file on two threads. */
export type By = 'engine' | 'bare' | 'exported';

export interface Asked {
  readonly by: By;
  readonly part: PartName;
  /** A checkpoint or a folder. */
  readonly file: string;
  /** Of the side of the picture, in pixels. */
  readonly size: number;
}

/** What is compared with what. */
export const compared = ['engine', 'bare'] as const;

/** How long each took, in seconds. */
export type Turn = Readonly<Record<(typeof compared)[number], number>>;

const ways: Readonly<Record<By, (asked: Asked) => Promise<() => Promise<unknown>>>> = {
  engine: byEngine,
  bare,
  exported,
};

/** Computes so many times, and writes a line after each. */
export async function computeAtOnce(asked: Asked, times: number): Promise<void> {
  const compute = await ways[asked.by](asked);
  for (let time = 0; time < times; time++) {
    await compute();
    process.stdout.write(`step ${time}\n`);
  }
}

/**
 * Computes as Arcspace does and as ONNX Runtime alone, by turns in this process, since one process may get better memory than another; tells
 * its parent of each turn.
 */
export async function computeByTurns(asked: Omit<Asked, 'by'>, turns: number): Promise<void> {
  const compute = {
    engine: await ways.engine({ ...asked, by: 'engine' }),
    bare: await ways.bare({ ...asked, by: 'bare' }),
  };
  for (let turn = 0; turn < turns; turn++) {
    const seconds = { engine: 0, bare: 0 };
    for (const by of turn % 2 === 0 ? compared : compared.toReversed()) {
      const begun = performance.now();
      await compute[by]();
      seconds[by] = (performance.now() - begun) / 1000;
    }
    process.send?.(seconds satisfies Turn);
  }
  process.disconnect?.();
}

const unchanged = async (): Promise<never> => {
  throw new Error('what is measured has no LoRAs and no embeddings');
};
const readers = { loras: unchanged, embeddings: unchanged };

async function byEngine({ part, file, size }: Asked): Promise<() => Promise<unknown>> {
  const pool = realPool(processorBudget());
  const model = openModel(await readModel({ path: file }), {}, pool, readers);
  if (part === 'denoiser') {
    const step = await guidedStep(model, size);
    await pool.free();
    return () => step();
  }
  const { space } = model.vae;
  const cells = size / space.downscale;
  const latents = initialNoise(1, [1, space.channels, cells, cells]);
  return () => model.vae.decode(latents, neverCancelled);
}

async function bare({ part, file, size }: Asked): Promise<() => Promise<unknown>> {
  const { parts, vae } = await readModel({ path: file });
  const source = parts.networks[part === 'decoder' ? 'vae_decoder' : parts.family.denoiser.part] as NetworkSource;
  const session = await openBare(source);
  const cells = size / vae.downscale;
  const feeds = feedsFor(session, part === 'decoder' ? 1 : 2, cells);
  return () => session.run(feeds);
}

async function exported({ file, size }: Asked): Promise<() => Promise<unknown>> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 2 });
  const feeds = feedsFor(session, 2, size / 8);
  return () => session.run(feeds);
}

/** An ONNX file by its path, as everybody opens one; a network over the weights of a checkpoint from its graph. */
async function openBare(source: NetworkSource): Promise<InferenceSession> {
  if (source.file.endsWith('.onnx')) return InferenceSession.create(source.file);
  const content = await source.content?.('cpu');
  if (!content) throw new Error(`${source.file} has no weights that ONNX Runtime reads by itself`);
  return InferenceSession.create(content.model, {
    extra: { session: { model_external_initializers_file_folder_path: content.folder } },
  });
}

/** Numbers of about the size of real ones for each input. */
function feedsFor({ inputMetadata }: InferenceSession, batch: number, cells: number): Record<string, OnnxTensor> {
  const lengths: Readonly<Record<string, number>> = { height: cells, width: cells, sequence_length: 77, step: 1 };
  const feeds = inputMetadata.map((info) => {
    if (!info.isTensor) throw new Error(`${info.name} is no tensor`);
    const shape = info.shape.map((length) => (typeof length === 'number' ? length : (lengths[length] ?? batch)));
    const data = initialNoise(2, [1, ...shape]).data;
    return [info.name, new OnnxTensor('float32', info.name === 'timestep' ? data.fill(900) : data, shape)] as const;
  });
  return Object.fromEntries(feeds);
}
