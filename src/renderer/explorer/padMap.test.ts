import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { addNode, newNode } from '../../graph/edit/addNode.ts';
import { setParameter } from '../../graph/edit/setNode.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { emptyWorkflow, nodeSchema } from '../../graph/workflow/schema.ts';
import { type PadAxes, padsAmong } from '../parameters/pad.ts';
import { parameterSpecs } from '../parameters/parameterSpec.ts';
import { createEditor } from '../state/document/createEditor.ts';
import { createLevelEditor } from '../state/document/levelEditor.ts';
import { createLog } from '../state/log.ts';
import { createRunController } from '../state/run/controller.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { createPadMap } from './padMap.ts';

const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8ClampedArray([1, 2, 3, 255]) };
const [axes] = padsAmong(parameterSpecs(nodeRegistry.get('pad') as NodeEntry)) as [PadAxes];

/** A map whose first place fails as often as it is asked for. */
function setUp() {
  const isFailing = signal(true);
  const engine = createFakeEngine({}, (run) => {
    const pad = run.options.workflow.nodes.find(({ id }) => id === 'pad')?.parameters;
    const isFirst = pad?.x === 0 && pad?.y === 1;
    const result = { key: 'k', cached: false, milliseconds: 1, outputs: {}, warnings: [], files: [] };
    if (!isFirst || !isFailing.peek()) run.emit({ type: 'finished', node: 'decode', pictures: [picture], ...result });
    run.complete();
  });
  const whole = createEditor(nodeRegistry, {
    ...emptyWorkflow(),
    nodes: ['pad', 'decode'].map((type) => nodeSchema.parse({ id: type, type, version: 1 })),
    links: [{ from: 'pad.latents', to: 'decode.latents' }],
  });
  const runs = createRunController({ client: engine.client, editor: whole, log: createLog(), nextFrame: () => {} });
  const app = { client: engine.client, editor: createLevelEditor(whole), runs };
  const map = createPadMap(app, { node: 'pad', axes, target: 'decode' });
  return { engine, whole, map, isFailing };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal('createImageBitmap', async () => ({ width: 1, height: 1 }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a place that fails leaves the others to be painted, and is tried again when the engine is back', async () => {
  const { engine, map, isFailing } = setUp();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(map.pictures.value.size).toBe(24);
  expect(engine.runs).toHaveLength(25);
  isFailing.value = false;
  engine.connection.value = 'disconnected';
  engine.connection.value = 'connected';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(map.pictures.value.size).toBe(25);
  map.dispose();
});

test('a map stays when the place is moved or something beside it changes, and is made anew by what leads to it', async () => {
  const { whole, map, engine } = setUp();
  await vi.advanceTimersByTimeAsync(10_000);
  whole.edit('Move', (workflow) => setParameter(workflow, 'pad', 'x', 0.25));
  whole.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'note', version: 1 }, [0, 0])));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(engine.runs).toHaveLength(25);
  whole.edit('Path', (workflow) => setParameter(workflow, 'pad', 'method', 'slerp'));
  expect(map.pictures.value.size).toBe(0);
  map.dispose();
});
