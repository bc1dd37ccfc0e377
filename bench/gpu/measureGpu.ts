import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { checkpointLayout } from '../../src/engine/models/layouts/checkpointLayout.ts';
import type { DeclaredValue } from '../../src/engine/networkFiles/networkSignature.ts';
import { createDevices } from '../../src/engine/providers/devices.ts';
import { sessionOptions } from '../../src/engine/providers/sessionOptions.ts';
import type { NetworkSource } from '../../src/engine/sessions/networkSource.ts';
import { parseDeviceChoice } from '../../src/host/deviceChoice.ts';
import type { ProviderName } from '../../src/protocol/types.ts';
import { median } from '../measure.ts';

/** A model of real size, with a guided step at its usual size: two items. */
interface Size {
  readonly model: 'sd15' | 'sdxl';
  readonly side: number;
  readonly runs: number;
}

const sizes: readonly Size[] = [
  { model: 'sd15', side: 512, runs: 20 },
  { model: 'sdxl', side: 1024, runs: 10 },
];
/** To see here whether it works at all. */
const trial: readonly Size[] = [{ model: 'sd15', side: 64, runs: 2 }];

/** Milliseconds a step, or why it could not be measured. */
type Outcome = { readonly opened: number; readonly step: number } | { readonly lacking: string };

interface Line {
  readonly model: string;
  readonly side: number;
  readonly program: string;
  readonly outcome: Outcome;
}

/**
 * Milliseconds a guided step of UNets of real size with random weights: here, and in Python on the same card. What is not there is said and
 * left out. The table goes to the terminal, and with the figures into the folder that OUT names. Arguments: `--device NAME`, `--trial` for
 * one small size, `--weights FOLDER` with models that are there already, and where they stay (2 and 5 GB).
 */
export async function measureGpu(program: string, args: readonly string[]): Promise<void> {
  const choice = parseDeviceChoice(argumentAfter(args, '--device') ?? 'auto', '--device');
  const device = await createDevices({ choice }).current();
  console.log(`Device: ${device.label}. ${device.reason}`);
  const kept = argumentAfter(args, '--weights');
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'arcspace-gpu-'));
  const lines: Line[] = [];
  try {
    for (const size of args.includes('--trial') ? trial : sizes) {
      lines.push(...(await measureSize(program, folder, size, device.provider)));
      report(lines, device.label);
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
}

function argumentAfter(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

async function measureSize(program: string, folder: string, size: Size, provider: ProviderName): Promise<Line[]> {
  const { model, side } = size;
  const file = join(folder, `${model}.safetensors`);
  if (!existsSync(file)) {
    execFileSync(process.execPath, [join(program, 'tools/randomModel.mjs'), model, file], { stdio: 'inherit' });
  }
  const network = await (await checkpointLayout(file)).network('unet');
  const content = await network?.content?.(provider);
  if (!network || !content) throw new Error(`${model} has no UNet that can be taken out`);
  const line = (name: string, outcome: Outcome): Line => ({ model, side, program: name, outcome });
  const own = await ownSteps(network, size, provider).catch((thrown: unknown) => ({ lacking: String(thrown) }));
  writeFileSync(join(folder, `${model}.onnx`), content.model);
  const others = inPython(program, folder, size, provider);
  return [line('Arcspace', own), ...Object.entries(others).map(([name, outcome]) => line(name, outcome))];
}

async function ownSteps(network: NetworkSource, { side, runs }: Size, provider: ProviderName): Promise<Outcome> {
  const begun = performance.now();
  const session = await network.open(sessionOptions(provider));
  const opened = performance.now() - begun;
  const { inputs } = await network.signature();
  const feeds = Object.fromEntries(
    [...inputs.values()].map((input) => [input.name, initialNoise(1, shapeOf(input, side))]),
  );
  const milliseconds: number[] = [];
  for (let run = 0; run < runs + 2; run++) {
    const start = performance.now();
    await session.run(feeds, 'out_sample');
    milliseconds.push(performance.now() - start);
  }
  await session.release();
  return { opened, step: median(milliseconds.slice(2)) };
}

const axes: Readonly<Record<string, number>> = {
  batch_size: 2,
  sequence_length: 77,
  pooled_width: 1280,
  time_id_count: 6,
};

function shapeOf({ shape }: DeclaredValue, side: number): number[] {
  return shape.map((length) => (typeof length === 'number' ? length : (axes[length] ?? side / 8)));
}

/** What Python's programs take for the same, by their names. */
function inPython(
  program: string,
  folder: string,
  { model, side, runs }: Size,
  provider: ProviderName,
): Record<string, Outcome> {
  const script = join(program, 'bench/gpu/others.py');
  const python = process.env.PYTHON ?? 'python3';
  const args = [script, model, join(folder, `${model}.onnx`), String(side), String(runs), provider];
  const { status, stdout, stderr, error } = spawnSync(python, args, { encoding: 'utf8', timeout: 240_000 });
  const lines = (stdout ?? '').split('\n').filter((line) => line.startsWith('{'));
  const measured = Object.assign({}, ...lines.map((line) => JSON.parse(line))) as Record<string, Outcome>;
  if (status === 0) return measured;
  return {
    ...measured,
    Python: { lacking: error ? `${python} does not run: ${error.message}` : (stderr.trim().split('\n').at(-1) ?? '') },
  };
}

function report(lines: readonly Line[], device: string): void {
  const words = ({ outcome }: Line) =>
    'lacking' in outcome
      ? `not measured: ${outcome.lacking}`
      : `${outcome.step.toFixed(1)} ms a step, opened in ${(outcome.opened / 1000).toFixed(1)} s`;
  const table = lines
    .map((line) => `${line.model} ${line.side}x${line.side}  ${line.program.padEnd(24)} ${words(line)}`)
    .join('\n');
  console.log(`\n${table}\n`);
  const { OUT: folder } = process.env;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'gpu.json'), JSON.stringify({ device, node: process.version, lines }, null, 2));
  writeFileSync(join(folder, 'gpu.txt'), `${device}\n${table}\n`);
}
