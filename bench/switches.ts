import { join } from 'node:path';
import { nodeRegistry } from '../nodes/index.ts';
import { setParameter } from '../src/graph/edit/setNode.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import type { Workflow } from '../src/graph/workflow/schema.ts';
import { connectTo } from './connectTo.ts';
import { startHost } from './host.ts';
import type { Row } from './measure.ts';
import { textToImage } from './workflows.ts';

const FAMILIES = ['sd15-tiny', 'sdxl-tiny', 'sd3-tiny', 'flux-tiny'] as const;
/** Pixels of a picture's side: what the tiny models make. */
const SIDE = 64;
const RUNS = 200;
/** By then every network was opened and closed several times. */
const SETTLED = 20;
const MORE = 0.05;

/** Runs in a row, each with another model than the last: what the engine process holds must not grow with them. */
export async function switches(program: string): Promise<Row> {
  const host = await startHost(program, ['--models', join(program, 'fixtures/golden/models')]);
  const { client, compute, close } = await connectTo(host);
  const resident = async () => (await client.call('memory', {})).resident;
  const { workflow } = parseWorkflow(textToImage(program), nodeRegistry);
  let settled = 0;
  for (let run = 1; run <= RUNS; run++) {
    const name = FAMILIES[run % FAMILIES.length] ?? FAMILIES[0];
    await compute(withModel(workflow, name, run), `run-${run}`);
    // Tiny networks would all stay open; with full-size ones each run closes those of the run before.
    await client.call('free', {});
    if (run === SETTLED) settled = await resident();
  }
  const end = await resident();
  close();
  await host.stop();
  const share = end / settled - 1;
  return {
    what: `Resident memory after ${RUNS} runs with four models by turns, against that after ${SETTLED}`,
    measured: `${(end / 2 ** 20).toFixed(0)} MB, ${(100 * share).toFixed(1)} % more`,
    target: `at most ${100 * MORE} % more`,
    met: share <= MORE,
  };
}

function withModel(workflow: Workflow, model: string, seed: number): Workflow {
  const changes = [
    ['model', 'model', model],
    ['noise', 'seed', seed],
    ['noise', 'width', SIDE],
    ['noise', 'height', SIDE],
    ['denoise', 'steps', 2],
  ] as const;
  return changes.reduce((changed, [node, name, value]) => setParameter(changed, node, name, value), workflow);
}
