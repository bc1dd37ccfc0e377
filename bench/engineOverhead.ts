import { mkdtempSync, rmSync } from 'node:fs';
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

const ROUNDS = 15;
/** Share of the time by which the engine may be over the calls. */
const TARGET = 0.05;

/** A picture of the embedded model by the engine, twenty guided steps and a decode, compared with the very same ONNX calls alone, turn by turn. */
export async function engineOverhead(program: string): Promise<Row> {
  const workspace = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const engine = createEngine({ program, workspace });
  const { workflow } = parseWorkflow(textToImage(program), nodeRegistry);
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
  for (let round = 0; round < ROUNDS; round++) {
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
    what: `Engine compared with the same ${calls.length} ONNX calls alone, the embedded model (${median(times).toFixed(0)} ms a picture)`,
    measured: `${(overhead * 100).toFixed(1)} %`,
    target: `at most ${TARGET * 100} %`,
    met: overhead <= TARGET,
  };
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
