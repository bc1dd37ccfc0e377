import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lora } from '../../src/diffusion/lora.ts';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { readLora } from '../../src/engine/checkpoints/loras/readLora.ts';
import { type Numbers, writeNumbers } from '../../src/engine/checkpoints/testing/weightFiles.ts';
import type { WeightTable } from '../../src/engine/checkpoints/weights.ts';
import { openModel } from '../../src/engine/models/loadModel.ts';
import { type ModelDescription, readModel } from '../../src/engine/models/readModel.ts';
import { processorBudget } from '../../src/engine/sessions/sessionBudget.ts';
import { realPool } from '../../src/engine/testing/goldenModel.ts';
import { median, type Row } from '../measure.ts';
import { guidedStep } from './guidedStep.ts';

const rank = 16;
const turns = 5;
const sizes = [256, 512];
/** Share of the time of a step that a LoRA may cost. */
const TARGET = 0.05;

/** The layers that trainers change unless they are told otherwise: all matrices of the transformer blocks. */
const trained = /\.(to_q|to_k|to_v|to_out\.0|ff\.net\.0\.proj|ff\.net\.2|proj_in|proj_out)\.weight$/;

/**
 * A guided step of a checkpoint with a LoRA whose strength moves at every turn, beside the same step without one: turn by turn in one process.
 * @param file a checkpoint of Stable Diffusion 1.5.
 */
export async function loraCost(file: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const pool = realPool(processorBudget());
  try {
    const description = await readModel({ path: file });
    const written = writeLora(join(folder, 'lora.safetensors'), await weightsOf(description));
    const loras = { loras: async (_: unknown, tables: ReadonlyMap<string, WeightTable>) => readLora(written, tables) };
    const model = openModel(description, {}, pool, { ...loras, embeddings: noEmbeddings });
    const rows: Row[] = [];
    for (const size of sizes) {
      const step = await guidedStep(model, size);
      await pool.free();
      rows.push(await compared(model.denoiser, size, step));
    }
    return rows;
  } finally {
    await pool.free();
    rmSync(folder, { recursive: true });
  }
}

async function compared(base: Denoiser, size: number, step: (denoiser: Denoiser) => Promise<unknown>): Promise<Row> {
  const seconds: Record<'plain' | 'changed', number[]> = { plain: [], changed: [] };
  for (let turn = 0; turn <= turns; turn++) {
    const pair = [
      ['plain', base],
      ['changed', await withLora(base, turn / turns)],
    ] as const;
    for (const [by, denoiser] of turn % 2 === 0 ? pair : pair.toReversed()) {
      const begun = performance.now();
      await step(denoiser);
      seconds[by].push((performance.now() - begun) / 1000);
      process.stderr.write(`${by}: ${seconds[by].at(-1)?.toFixed(2)} s\n`);
    }
  }
  // The first turn opens the networks.
  return row(size, seconds.plain.slice(1), seconds.changed.slice(1));
}

const noEmbeddings = async (): Promise<never> => {
  throw new Error('what is measured has no embeddings');
};

async function weightsOf({ parts }: ModelDescription): Promise<WeightTable> {
  const table = await parts.networks[parts.family.denoiser.part]?.changeable?.weights();
  if (!table) throw new Error('the weights of this model cannot be reached');
  return table;
}

async function withLora(denoiser: Denoiser, strength: number): Promise<Denoiser> {
  const lora: Lora = { terms: [{ id: 'drawn', name: 'drawn', strength }] };
  const changed = await denoiser.withLora?.(lora);
  if (!changed) throw new Error('this model takes no LoRAs');
  return changed.changed;
}

function writeLora(file: string, table: WeightTable): string {
  const layers = [...table].filter(([name]) => trained.test(name));
  const matrices = layers.flatMap(([name, { shape, transposed }]): Numbers[] => {
    const [out = 0, input = 0, ...kernel] = transposed ? shape.toReversed() : shape;
    const layer = `lora_unet_${name.replace(/\.weight$/, '').replaceAll('.', '_')}`;
    return [
      drawn(`${layer}.lora_down.weight`, [rank, input, ...kernel], 1 / Math.sqrt(input)),
      drawn(`${layer}.lora_up.weight`, [out, rank, ...kernel.map(() => 1)], 0.01),
    ];
  });
  process.stderr.write(`a LoRA of rank ${rank} over ${layers.length} layers\n`);
  return writeNumbers(file, matrices);
}

function drawn(name: string, shape: readonly number[], size: number): Numbers {
  return { name, shape, values: initialNoise(1, [1, ...shape]).data.map((value) => value * size) };
}

function row(size: number, plain: readonly number[], changed: readonly number[]): Row {
  const over = median(changed.map((time, turn) => time / (plain[turn] ?? 0) - 1));
  return {
    what: `SD 1.5 size at ${size} x ${size}, a guided step with a LoRA of rank ${rank}, over the same without, ${turns} turns`,
    measured: `${(100 * over).toFixed(1)} %: ${median(changed).toFixed(2)} s beside ${median(plain).toFixed(2)} s`,
    target: `at most ${100 * TARGET} %`,
    met: over <= TARGET,
  };
}
