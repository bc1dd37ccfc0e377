import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeRegistry } from '../nodes/index.ts';
import { computedHere } from '../src/cli/sweep/computedBy.ts';
import { emptyRecord } from '../src/cli/sweep/record.ts';
import type { SweepProgress } from '../src/cli/sweep/sweepProgress.ts';
import { sweepWith } from '../src/cli/sweep/sweepWith.ts';
import { createEngine, type Engine } from '../src/engine/createEngine.ts';
import type { Context } from '../src/graph/context.ts';
import { findParameter } from '../src/graph/parameters/findParameter.ts';
import { type PlannedNode, plan } from '../src/graph/plan.ts';
import { resolveInputs } from '../src/graph/resolveInputs.ts';
import { type SweepCell, workflowOfCell } from '../src/graph/sweep/cells.ts';
import { axisOf } from '../src/graph/sweep/readAxis.ts';
import { cellsOf } from '../src/graph/sweep/sweep.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import type { Workflow } from '../src/graph/workflow/schema.ts';
import { median, type Row } from './measure.ts';
import { textToImage } from './workflows.ts';

type Values = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const ROUNDS = 3;
const TARGET = 1.05;

const silent: SweepProgress = { begin() {}, event() {}, cell() {}, stop() {} };

/**
 * A sweep of 8 x 8 in an engine that has its model open, with all that it writes, compared with what differs from cell to
 * cell alone: the computations of denoise and decode, with no engine around them. Turn by turn.
 */
export async function sweep(program: string): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-bench-'));
  const engine = createEngine({ program, workspace: folder, output: folder, keepsPictures: true });
  const { workflow } = parseWorkflow(textToImage(program), nodeRegistry);
  const ratios: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const eight = await eightByEight(engine, workflow, round);
    const place = { path: join(folder, 'none.json'), folder: join(folder, String(round)), stem: 'sweep' };
    const whole = () => sweepWith({ ...eight, ...place }, eight.cells, emptyRecord, silent);
    const first = await timed(round % 2 === 0 ? whole : eight.tails);
    const second = await timed(round % 2 === 0 ? eight.tails : whole);
    const [swept, bare] = round % 2 === 0 ? [first, second] : [second, first];
    ratios.push(swept / bare);
    times.push(swept);
  }
  await engine.close();
  rmSync(folder, { recursive: true });
  const ratio = median(ratios);
  return {
    what: `Sweep of 8 x 8 compared with its 64 differing tails alone (${(median(times) / 1000).toFixed(1)} s)`,
    measured: `${ratio.toFixed(3)} times`,
    target: `at most ${TARGET} times`,
    met: ratio <= TARGET,
  };
}

/** Seeds of its own for each round, so that nothing of it is in the cache; what comes before the tails is computed here. */
async function eightByEight(engine: Engine, workflow: Workflow, round: number) {
  const parameter = (name: string) => findParameter(workflow, nodeRegistry, name);
  const seeds = `${8 * round + 1}..${8 * round + 8}`;
  const axes = [axisOf(parameter('denoise.guidance'), '1.5:8.5:8'), axisOf(parameter('noise.seed'), seeds)];
  const cells = cellsOf(plan(workflow, nodeRegistry, []), axes);
  const { signal } = new AbortController();
  const context = bareContext(engine, signal);
  const nodesOf = (cell: SweepCell) => plan(workflowOfCell(workflow, axes, cell), nodeRegistry, []).nodes;
  const before: Values[] = [];
  for (let seed = 0; seed < 8; seed++) {
    const nodes = nodesOf([0, seed]).filter((node) => !differs(node));
    before.push(await computed(nodes, new Map(), context));
  }
  const tails = async () => {
    for (const cell of cells) await computed(nodesOf(cell).filter(differs), before[cell[1] ?? 0] ?? new Map(), context);
  };
  return { ...computedHere(engine, signal), workflow, axes, cells, signal, tails };
}

/** What the nodes of the workflow touch, and nothing that takes time. */
function bareContext({ models }: Engine, signal: AbortSignal): Context {
  const idle = async () => {};
  return { models, signal, pause: idle, progress: idle, warn() {} } as unknown as Context;
}

function differs({ id }: PlannedNode): boolean {
  return id === 'denoise' || id === 'decode';
}

/** What the nodes give, computed one after the other with nothing around them. */
async function computed(nodes: readonly PlannedNode[], before: Values, context: Context): Promise<Values> {
  const values = new Map(before);
  for (const node of nodes) {
    const inputs = resolveInputs(node, values);
    values.set(node.id, await node.definition.compute({ inputs, parameters: node.parameters }, context));
  }
  return values;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
