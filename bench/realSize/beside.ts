import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Row } from '../measure.ts';
import { type Footprint, footprintOf } from './footprint.ts';
import { ONE_PART } from './onePart.ts';

interface Participant {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** A line that says that so many guided steps are done. */
  readonly step: RegExp;
  /** What has to be there; without it the participant is left out, with a word. */
  readonly needs: readonly string[];
  /** Whether it is what has a target, or whose step is the target. */
  readonly measured?: boolean;
  readonly rival?: boolean;
}

interface Reached extends Footprint {
  /** Since the process was started. */
  readonly seconds: number;
}

const steps = 3;
const size = 256;
const stepLine = /^step \d/;

const asFast = ', a step no slower than of the exported folder';

/** Bytes of the weights of that UNet in float32, and a fifth more. */
const mostMemory = 1.2 * 3.44e9;

/**
 * Cold to the first guided step of the UNet of SD 1.5 at 256 x 256 with random weights, on two threads: Arcspace over one checkpoint beside the
 * exported folder in ONNX Runtime, diffusers and stable-diffusion.cpp over the same weights, one after the other. Files of the system are warm for all.
 *
 * `REAL_MODELS=FOLDER npm run bench -- beside`, where FOLDER has `sd15.safetensors` (`node tools/randomModel.mjs sd15 FILE`), and, each where it is wanted,
 * `onnx/unet/model.onnx` and `diff/unet` (`python bench/realSize/exportUnet.py FOLDER`). BESIDE_PYTHON is a Python with torch and diffusers, BESIDE_SDCPP
 * the program of stable-diffusion.cpp. Linux only: memory and time are read from /proc.
 */
export async function beside(program: string): Promise<Row[]> {
  const folder = process.env.REAL_MODELS;
  if (!folder)
    throw new Error('REAL_MODELS names no folder with sd15.safetensors: node tools/randomModel.mjs sd15 FILE');
  const measured = new Map<Participant, Result>();
  for (const participant of participants(program, folder)) {
    const lacking = participant.needs.find((file) => !existsSync(file));
    if (lacking !== undefined)
      process.stderr.write(`${participant.name} is left out: there is no ${lacking || 'program named'}\n`);
    else measured.set(participant, resultOf(await stepsOf(participant)));
  }
  const exported = [...measured].find(([{ rival }]) => rival)?.[1];
  return [...measured].map(([participant, result]) => row(participant, result, exported));
}

function participants(program: string, folder: string): Participant[] {
  const checkpoint = join(folder, 'sd15.safetensors');
  const exported = join(folder, 'onnx/unet/model.onnx');
  const weights = join(folder, 'diff/unet');
  const { BESIDE_PYTHON: python = '', BESIDE_SDCPP: sdcpp = '' } = process.env;
  const node = (by: string, file: string) => ({
    command: process.execPath,
    args: [process.argv[1] as string, ONE_PART, by, 'denoiser', file, String(size), String(steps + 1)],
    step: stepLine,
    needs: [file],
  });
  const script = join(program, 'bench/realSize/diffusersStep.py');
  const drawn = ['--steps', String(steps), '-W', String(size), '-H', String(size), '--cfg-scale', '7', '-t', '2', '-v'];
  return [
    { name: 'Arcspace, one checkpoint in float16 (with its prompt)', measured: true, ...node('engine', checkpoint) },
    { name: 'ONNX Runtime alone, exported folder in float32', rival: true, ...node('exported', exported) },
    {
      name: 'diffusers in float32',
      command: python,
      args: [script, weights, String(size / 8), String(steps + 1)],
      step: stepLine,
      needs: [python, weights],
    },
    {
      name: 'stable-diffusion.cpp, one checkpoint in float16 (with its prompt)',
      command: sdcpp,
      args: ['-m', checkpoint, '-p', 'a house', '-o', '/dev/null', ...drawn],
      // Tensors that are read have such a bar, too.
      step: new RegExp(`\\| \\d+/${steps} - `),
      needs: [sdcpp, checkpoint],
    },
  ];
}

async function stepsOf({ name, command, args, step }: Participant): Promise<Reached[]> {
  const begun = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const reached: Reached[] = [];
  for await (const line of linesOf(child)) {
    if (!step.test(line)) continue;
    reached.push({ seconds: (performance.now() - begun) / 1000, ...footprintOf(child.pid as number) });
    process.stderr.write(`${name}: ${shown(reached.at(-1) as Reached)}\n`);
    if (reached.length === steps) break;
  }
  child.kill('SIGKILL');
  if (reached.length === 0) throw new Error(`${name} made no step`);
  return reached;
}

/** Also where a bar is drawn again and again in its line. */
function linesOf({ stdout }: ChildProcess): AsyncIterable<string> {
  if (!stdout) throw new Error('nothing to read');
  return createInterface({ input: stdout, crlfDelay: 0 });
}

interface Result {
  readonly first: Reached;
  /** In seconds. */
  readonly step: { readonly wall: number; readonly processor: number };
  /** In bytes. */
  readonly peak: number;
}

function resultOf(reached: readonly Reached[]): Result {
  const [first, last] = [reached[0] as Reached, reached.at(-1) as Reached];
  const each = (from: number, to: number) => (to - from) / Math.max(1, reached.length - 1);
  const step = { wall: each(first.seconds, last.seconds), processor: each(first.processor, last.processor) };
  return { first, step, peak: last.peak };
}

function row({ name, measured }: Participant, { first, step, peak }: Result, exported: Result | undefined): Row {
  const noSlower = exported ? step.processor <= exported.step.processor : true;
  return {
    what: `SD 1.5 size at ${size} x ${size}, cold to the first guided step: ${name}`,
    measured: `${shown(first)}; a step ${step.wall.toFixed(1)} s, ${step.processor.toFixed(1)} s of processor; ${gigabytes({ peak })} at the end`,
    target: measured ? `at most ${gigabytes({ peak: mostMemory })}${exported ? asFast : ''}` : '',
    met: measured ? peak <= mostMemory && noSlower : undefined,
  };
}

function shown(reached: Reached): string {
  return `${reached.seconds.toFixed(1)} s, ${reached.processor.toFixed(1)} s of processor, ${gigabytes(reached)} at the peak`;
}

function gigabytes({ peak }: Pick<Footprint, 'peak'>): string {
  return `${(peak / 1e9).toFixed(2)} GB`;
}
