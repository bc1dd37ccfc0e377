import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { nodeRegistry } from '../nodes/index.ts';
import { createEngine } from '../src/engine/createEngine.ts';
import { setParameter } from '../src/graph/edit/setNode.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import { median, type Row } from './measure.ts';
import { textToImage } from './workflows.ts';

type Run = InferenceSession['run'];
type Recorded = () => Promise<unknown>;

interface Measured {
  /** How the model is called in the row. */
  readonly name: string;
  readonly rounds: number;
  /** Share of the time by which the engine may be over the calls. */
  readonly target: number;
  readonly changes: readonly (readonly [node: string, parameter: string, value: string | number])[];
  /** A checkpoint to be made in the workspace's folder of models. */
  readonly checkpoint?: 'sd15';
}

/** The embedded model: twenty guided steps and a decode. */
const embedded: Measured = { name: 'the embedded model', rounds: 15, target: 0.05, changes: [] };

/** A model of real size with random weights: one guided step of 512 x 512, and a decode. */
const realSize: Measured = {
  name: 'SD 1.5 size at 512 x 512, one guided step',
  rounds: 3,
  target: 0.01,
  changes: [
    ['model', 'model', 'sd15.safetensors'],
    ['noise', 'width', 512],
    ['noise', 'height', 512],
    ['denoise', 'steps', 1],
  ],
  checkpoint: 'sd15',
};

export const engineOverhead = (program: string): Promise<Row> => overheadOf(program, embedded);

/** Takes 2 GB of disk and some minutes. */
export const realOverhead = (program: string): Promise<Row> => overheadOf(program, realSize);

/** A picture by the engine, compared with the very same ONNX calls alone, turn by turn. */
async function overheadOf(program: string, measured: Measured): Promise<Row> {
  const { name, rounds, target, changes, checkpoint } = measured;
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  if (checkpoint) makeCheckpoint(program, workspace, checkpoint);
  const engine = createEngine({ program, workspace });
  const parsed = parseWorkflow(textToImage(program), nodeRegistry).workflow;
  const workflow = changes.reduce((changed, change) => setParameter(changed, ...change), parsed);
  const compute = (seed: number) =>
    engine.run(
      { workflow: setParameter(workflow, 'noise', 'seed', seed), path: null, targets: [], watch: [], shown: {} },
      new AbortController().signal,
      () => {},
    );
  await compute(0);
  const calls = await recordCalls(() => compute(1));
  const ratios: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const engineFirst = round % 2 === 0;
    const first = await timed(engineFirst ? () => compute(100 + round) : () => replay(calls));
    const second = await timed(engineFirst ? () => replay(calls) : () => compute(100 + round));
    const [whole, bare] = engineFirst ? [first, second] : [second, first];
    ratios.push(whole / bare - 1);
    times.push(whole);
  }
  await engine.close();
  rmSync(workspace, { recursive: true });
  const overhead = median(ratios);
  return {
    what: `Engine compared with the same ${calls.length} ONNX calls alone, ${name} (${median(times).toFixed(0)} ms a picture)`,
    measured: `${(overhead * 100).toFixed(1)} %`,
    target: `at most ${target * 100} %`,
    met: overhead <= target,
  };
}

function makeCheckpoint(program: string, workspace: string, name: string): void {
  mkdirSync(join(workspace, 'models'));
  const file = join(workspace, 'models', `${name}.safetensors`);
  execFileSync(process.execPath, [join(program, 'tools/randomModel.mjs'), name, file], { stdio: 'inherit' });
}

/** Every ONNX call that `work` makes, ready to be made again with the same inputs. */
async function recordCalls(work: () => Promise<unknown>): Promise<Recorded[]> {
  const session = InferenceSession as unknown as { create: (...args: unknown[]) => unknown };
  const probe = (await session.create(
    join(import.meta.dirname, '../../models/starter/text_encoder/model.onnx'),
  )) as object;
  const prototype = Object.getPrototypeOf(probe) as { run: Run };
  const original = prototype.run;
  const calls: Recorded[] = [];
  prototype.run = function (this: InferenceSession, ...args: Parameters<Run>) {
    calls.push(() => original.apply(this, args));
    return original.apply(this, args);
  } as Run;
  await work();
  prototype.run = original;
  return calls;
}

async function replay(calls: readonly Recorded[]): Promise<void> {
  for (const call of calls) await call();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
