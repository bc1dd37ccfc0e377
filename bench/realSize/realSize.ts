import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, type Row } from '../measure.ts';
import { type Asked, ONE_PART, type PartName, type Turn } from './onePart.ts';

/** A model of real size with random weights, and what is compared. */
export interface RealSize {
  /** As tools/randomModel.mjs calls it. */
  readonly model: string;
  readonly part: PartName;
  readonly size: number;
  readonly rounds: number;
}

export const realSizes: Readonly<Record<string, RealSize>> = {
  sd15: { model: 'sd15', part: 'denoiser', size: 512, rounds: 3 },
  'sd15-small': { model: 'sd15', part: 'denoiser', size: 256, rounds: 5 },
  sdxl: { model: 'sdxl', part: 'denoiser', size: 512, rounds: 3 },
  decoder: { model: 'sd15', part: 'decoder', size: 512, rounds: 3 },
  'large-decoder': { model: 'sd15', part: 'decoder', size: 1024, rounds: 3 },
};

type Compared = 'engine' | 'bare';

/** Share of the time by which the engine may be over the bare call. */
const TARGET = 0.01;

/**
 * The engine beside ONNX Runtime alone with its default options, on the same file: two processes, turn by turn.
 * Takes gigabytes of disk, of which a folder in REAL_MODELS keeps the files, and some minutes.
 */
export async function realSize(program: string, measured: RealSize): Promise<Row[]> {
  const folder = process.env.REAL_MODELS ?? mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  try {
    const file = checkpoint(program, folder, measured.model);
    const [engine, bare] = [
      await start({ ...measured, file, by: 'engine' }),
      await start({ ...measured, file, by: 'bare' }),
    ];
    const turns: Record<Compared, Turn[]> = { engine: [], bare: [] };
    for (let round = 0; round <= measured.rounds; round++) {
      const pair = [
        ['engine', engine],
        ['bare', bare],
      ] as const;
      for (const [by, child] of round % 2 === 0 ? pair : pair.toReversed()) {
        const turn = await turnOf(child);
        process.stderr.write(`${by}: ${turn.seconds.toFixed(2)} s, ${(turn.peak / 1e9).toFixed(1)} GB at the peak\n`);
        turns[by].push(turn);
      }
    }
    engine.kill();
    bare.kill();
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

async function start({ by, part, file, size }: Asked): Promise<ChildProcess> {
  const child = fork(process.argv[1] as string, [ONE_PART, by, part, file, String(size)]);
  await once(child, 'message');
  process.stderr.write(`${by} is ready\n`);
  return child;
}

async function turnOf(child: ChildProcess): Promise<Turn> {
  const said = once(child, 'message');
  child.send('go');
  return (await said)[0] as Turn;
}

function row({ model, part, size, rounds }: RealSize, turns: Readonly<Record<Compared, readonly Turn[]>>): Row {
  // The first turn opens the network.
  const seconds = (by: Compared) => turns[by].slice(1).map((turn) => turn.seconds);
  const gigabytes = (by: Compared) => ((turns[by].at(-1)?.peak ?? 0) / 1e9).toFixed(1);
  const ratios = seconds('engine').map((time, round) => time / (seconds('bare')[round] ?? 0) - 1);
  const over = median(ratios);
  const fastest = Math.min(...seconds('engine')) / Math.min(...seconds('bare')) - 1;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const what = part === 'denoiser' ? 'a guided step' : 'a picture decoded';
  return {
    what: `${model} with random weights at ${size} x ${size}, ${what}, over ONNX Runtime alone with its default options, ${rounds} turns`,
    measured: `${percent(over)} (fastest ${percent(fastest)}): ${median(seconds('engine')).toFixed(2)} s and ${gigabytes('engine')} GB beside ${median(seconds('bare')).toFixed(2)} s and ${gigabytes('bare')} GB`,
    target: `at most ${percent(TARGET)}`,
    met: over <= TARGET,
  };
}
