import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeRegistry } from '../nodes/index.ts';
import { createEngine } from '../src/engine/createEngine.ts';
import type { RunEvent } from '../src/graph/events.ts';
import { modelsUsed } from '../src/graph/models/modelsUsed.ts';
import { neededName } from '../src/graph/models/neededName.ts';
import { idleParameters } from '../src/graph/parameters/idleParameters.ts';
import { validate } from '../src/graph/validate.ts';
import { wiringOf } from '../src/graph/wiring.ts';
import { parseLinkEnd } from '../src/graph/workflow/link.ts';
import { parseWorkflow } from '../src/graph/workflow/parse.ts';
import type { Workflow } from '../src/graph/workflow/schema.ts';

const folder = join(import.meta.dirname);
const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
const workspace = await mkdtemp(join(tmpdir(), 'arcspace-workflows-'));
const engine = createEngine({ program: join(folder, '..'), workspace, provider: 'cpu' });

afterAll(async () => {
  await engine.close();
  await rm(workspace, { recursive: true, force: true });
});

/** What the field's texts do with latents, and the first things that one does with a model. */
const recipes = [
  'text-to-image',
  'image-to-image',
  'slerp-animation',
  'style-direction',
  'attribute-vector-sweep',
  'style-transfer',
  'composing-attributes',
  'mood-gradient',
  'scene-interpolation',
  'smooth-transition',
  'temporal-super-resolution',
  'multi-slerp',
  'multi-reference-blend',
  'strength-tuning',
  'latent-guidance',
  'inversion',
  'noise-level-arithmetic',
  'three-noise-levels',
  'extrapolation',
  'straightening',
  'lerp-versus-slerp',
];

async function read(file: string) {
  return parseWorkflow(await readFile(join(folder, file), 'utf8'), nodeRegistry);
}

async function run(workflow: Workflow): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const options = { workflow, path: null, targets: [], watch: null, shown: {} };
  await engine.run(options, new AbortController().signal, (event) => events.push(event));
  return events;
}

const rectangles = ({ nodes }: Workflow) =>
  nodes.map(({ id, position, size }) => ({ id, position, size: size ?? [0, 0] }));

type Rectangle = ReturnType<typeof rectangles>[number];

function overlap(a: Rectangle, b: Rectangle): boolean {
  return [0, 1].every((axis) => {
    const [startA = 0, startB = 0] = [a.position[axis], b.position[axis]];
    return startA < startB + (b.size[axis] ?? 0) && startB < startA + (a.size[axis] ?? 0);
  });
}

/** The events of each workflow's first run. */
const finished = new Map<string, RunEvent[]>();

it('there is one for every recipe', () => {
  expect(files).toEqual(expect.arrayContaining(recipes.map((name) => `${name}.json`)));
});

describe.each(files)('%s', (file) => {
  it('parses without a warning and has nothing to complain about', async () => {
    const { workflow, warnings } = await read(file);
    expect(warnings).toEqual([]);
    expect(validate(workflow, nodeRegistry)).toEqual([]);
  });

  it('explains itself and offers inputs that exist', async () => {
    const { workflow } = await read(file);
    expect(workflow.description.length).toBeGreaterThan(40);
    expect(workflow.nodes.some(({ type }) => type === 'note')).toBe(true);
    expect(workflow.inputs.length).toBeGreaterThan(0);
    for (const { target } of workflow.inputs) {
      const end = parseLinkEnd(target);
      const node = workflow.nodes.find(({ id }) => id === end?.node);
      expect(Object.keys(node?.parameters ?? {}), target).toContain(end?.port);
    }
  });

  it('says every parameter that its nodes heed, so that a new default changes nothing in it', async () => {
    const { workflow } = await read(file);
    const { into } = wiringOf(workflow);
    for (const { id, type, parameters } of workflow.nodes) {
      const entry = nodeRegistry.get(type);
      const known = Object.keys(entry?.parameters.shape ?? {});
      const idle = entry ? idleParameters(entry, parameters, into.get(id) ?? new Map()) : new Map();
      const heeded = known.filter((name) => !idle.has(name));
      expect(Object.keys(parameters), id).toEqual(expect.arrayContaining(heeded));
      expect(known).toEqual(expect.arrayContaining(Object.keys(parameters)));
    }
  });

  it('is laid out on the grid, and nothing lies on anything else', async () => {
    const { workflow } = await read(file);
    const placed = rectangles(workflow);
    for (const [index, node] of placed.entries()) {
      expect(
        node.position.every((value) => value % 20 === 0),
        node.id,
      ).toBe(true);
      for (const other of placed.slice(index + 1))
        expect(overlap(node, other), `${node.id} on ${other.id}`).toBe(false);
    }
  });

  it('has every node wholly inside a group or wholly outside', async () => {
    const { workflow } = await read(file);
    for (const node of rectangles(workflow)) {
      for (const group of workflow.groups) {
        const inside = [0, 1].every((axis) => {
          const offset = (node.position[axis] ?? 0) - (group.position[axis] ?? 0);
          return offset >= 0 && offset + (node.size[axis] ?? 0) <= (group.size[axis] ?? 0);
        });
        expect(inside || !overlap(node, group), `${node.id} in ${group.title}`).toBe(true);
      }
    }
  });

  it('names the models that it was made with, and their files', async () => {
    const { workflow } = await read(file);
    const used = modelsUsed(workflow, nodeRegistry).map(({ role, name }) => ({ role, name }));
    expect(workflow.models.map(neededName)).toEqual(used);
    for (const model of workflow.models) expect(model.files).toEqual(await engine.models.hashes(neededName(model)));
  });

  it('runs to its end, and a second run computes nothing', { timeout: 300_000 }, async () => {
    const workflow = shortened((await read(file)).workflow);
    const first = await run(workflow);
    finished.set(file, first);
    expect(first.filter(({ type }) => type === 'failed')).toEqual([]);
    expect(first.at(-1)).toMatchObject({ type: 'done', outcome: 'completed' });
    expect((await run(workflow)).at(-1)).toMatchObject({ outcome: 'completed', executed: 0 });
  });
});

describe('attribute arithmetic on the embedded model', () => {
  /** Success or leakage in percent, by attribute: on clean latents at strength 1.5, and the least at any place. */
  const scores = (column: 'success' | 'leakage') => {
    const report = finished
      .get('attribute-scores.json')
      ?.flatMap((event) => (event.type === 'finished' && event.node === 'score' ? [event.outputs.report?.report] : []))
      .at(0);
    const table = report?.tables.find(({ title }) => title === 'Success and leakage');
    const at = (name: string) => table?.columns.findIndex((each) => each.name === name) ?? -1;
    const rows = table?.rows.filter((row) => row[at('strength')] === 1.5) ?? [];
    const of = (attribute: string) =>
      rows.filter((row) => row[at('attribute')] === attribute).map((row) => Number(row[at(column)]));
    return { clean: (attribute: string) => of(attribute)[0] ?? Number.NaN, everywhere: of };
  };

  it.each(['night', 'snow', 'watercolor'])('gives %s to nearly every picture, at any level', (attribute) => {
    expect(scores('success').everywhere(attribute)).toHaveLength(4);
    for (const success of scores('success').everywhere(attribute)) expect(success).toBeGreaterThanOrEqual(80);
  });

  it.each(['warm', 'sea', 'right', 'blue'])('gives %s to most pictures on clean latents', (attribute) => {
    expect(scores('success').clean(attribute)).toBeGreaterThanOrEqual(60);
  });

  it('changes little else on clean latents, whatever the attribute', () => {
    for (const attribute of ['night', 'snow', 'warm', 'watercolor', 'sea', 'blue', 'large', 'right', 'tree'])
      expect(scores('leakage').clean(attribute), attribute).toBeLessThanOrEqual(25);
  });
});

it('what belongs to the whole picture is more linear than where things are, by the report on when arithmetic fails', () => {
  const gains = finished
    .get('when-arithmetic-fails.json')
    ?.flatMap((event) => (event.type === 'finished' && event.node === 'limits' ? [event.outputs.gains?.value] : []))
    .at(0) as readonly number[];
  const [night = 0, snow = 0, warm = 0, right = 1] = gains;
  expect(Math.min(night, snow, warm)).toBeGreaterThan(0.75);
  expect(right).toBeLessThan(Math.min(night, snow, warm));
});

/** One strength suffices for what is asked of the scores, all three take a minute and a half; and a few steps or scenes run as many do. */
function shortened(workflow: Workflow): Workflow {
  const nodes = workflow.nodes.map((node) => ({ ...node, parameters: fewer(node.type, node.parameters) }));
  return { ...workflow, nodes };
}

function fewer(type: string, parameters: Workflow['nodes'][number]['parameters']) {
  if (type === 'attribute_score') return { ...parameters, strengths: [1.5] };
  if (type === 'scene_set') return { ...parameters, count: 40 };
  return typeof parameters.steps === 'number' ? { ...parameters, steps: Math.ceil(parameters.steps / 3) } : parameters;
}
