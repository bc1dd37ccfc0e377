import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Row } from '../measure.ts';
import { BY_TURNS, compared, ONE_PART, type PartName, type Turn } from './onePart.ts';

/** A model of real size with random weights, and what is compared. */
export interface RealSize {
  /** As tools/randomModel.mjs calls it. */
  readonly model: string;
  readonly part: PartName;
  readonly size: number;
  /** What is counted of each process; the first turn of each opens the networks. */
  readonly turns: number;
}

export const realSizes: Readonly<Record<string, RealSize>> = {
  sd15: { model: 'sd15', part: 'denoiser', size: 512, turns: 3 },
  'sd15-small': { model: 'sd15', part: 'denoiser', size: 256, turns: 9 },
  sdxl: { model: 'sdxl', part: 'denoiser', size: 512, turns: 3 },
  decoder: { model: 'sd15', part: 'decoder', size: 512, turns: 3 },
  'large-decoder': { model: 'sd15', part: 'decoder', size: 1024, turns: 3 },
};

/** Share of the time by which the engine may be over the bare call. */
const TARGET = 0.01;

/** One after the other: what memory a process gets moves its steps by more than the target. */
const PROCESSES = 3;

/**
 * The engine beside ONNX Runtime alone with its default options, on the same file, by turns.
 * Takes gigabytes of disk, of which a folder in REAL_MODELS keeps the files, and some minutes.
 */
export async function realSize(program: string, measured: RealSize): Promise<Row[]> {
  const folder = process.env.REAL_MODELS ?? mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  try {
    const file = checkpoint(program, folder, measured.model);
    const turns: Turn[] = [];
    for (let time = 0; time < PROCESSES; time++) turns.push(...(await turnsOfProcess(file, measured)));
    return [row(measured, turns)];
  } finally {
    if (!process.env.REAL_MODELS) rmSync(folder, { recursive: true });
  }
}

export function checkpoint(program: string, folder: string, name: string): string {
  const file = join(folder, `${name}.safetensors`);
  mkdirSync(folder, { recursive: true });
  if (existsSync(file)) return file;
  execFileSync(process.execPath, [join(program, 'tools/randomModel.mjs'), name, file], { stdio: 'inherit' });
  return file;
}

async function turnsOfProcess(file: string, { part, size, turns }: RealSize): Promise<Turn[]> {
  const child = fork(process.argv[1] as string, [ONE_PART, BY_TURNS, part, file, String(size), String(turns + 1)]);
  const all: Turn[] = [];
  child.on('message', (turn: Turn) => {
    process.stderr.write(`${compared.map((by) => `${by} ${turn[by].toFixed(2)} s`).join(', ')}\n`);
    all.push(turn);
  });
  // The last message may come after the process has ended, and not after the channel has.
  const [[code]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (code !== 0) throw new Error(`a process that computed ended with ${code}`);
  return all.slice(1);
}

function row({ model, part, size }: RealSize, turns: readonly Turn[]): Row {
  const over = median(turns.map(({ engine, bare }) => engine / bare - 1));
  const seconds = (by: keyof Turn) => median(turns.map((turn) => turn[by])).toFixed(2);
  const fastest = (by: keyof Turn) => Math.min(...turns.map((turn) => turn[by]));
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const what = part === 'denoiser' ? 'a guided step' : 'a picture decoded';
  return {
    what: `${model} with random weights at ${size} x ${size}, ${what}, over ONNX Runtime alone with its default options, ${turns.length} turns in ${PROCESSES} processes`,
    measured: `${percent(over)} (fastest ${percent(fastest('engine') / fastest('bare') - 1)}): ${seconds('engine')} s beside ${seconds('bare')} s`,
    target: `at most ${percent(TARGET)}`,
    met: over <= TARGET,
  };
}
