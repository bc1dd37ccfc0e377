import { expect, test, vi } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { setParameter } from '../../../graph/edit/setNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { createUserInterface } from '../../app/userInterface.ts';
import { createEditor } from '../../state/document/createEditor.ts';
import { createLevelEditor } from '../../state/document/levelEditor.ts';
import { createLog } from '../../state/log.ts';
import { createRunController } from '../../state/run/controller.ts';
import { createFakeEngine } from '../../testing/fakeEngine.ts';
import { createWalk } from './createWalk.ts';

function walking() {
  const engine = createFakeEngine();
  const whole = createEditor(testRegistry);
  whole.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
  const runs = createRunController({ client: engine.client, editor: whole, log: createLog(), nextFrame: () => {} });
  const ui = createUserInterface();
  const next = createWalk({ client: engine.client, editor: createLevelEditor(whole), runs, ui });
  runs.holdLive();
  const walkOn = () => whole.edit('Walk', (workflow) => setParameter(workflow, 'number', 'value', 1));
  const idle = () => vi.waitFor(() => expect(runs.current.value).toBeNull());
  return { engine, runs, ui, next, walkOn, idle };
}

test('a walk steps once for every place that was painted', async () => {
  const { engine, next, walkOn, idle } = walking();
  expect(next()).toBe('wait');
  engine.runs[0]?.complete();
  await idle();
  expect(next()).toBe('step');
  walkOn();
  expect(next()).toBe('wait');
});

test('a walk stops where a run fails', async () => {
  const { engine, next, idle } = walking();
  engine.runs[0]?.fail({ code: 'x', message: 'Too far.', remedy: 'Turn.', place: {} });
  await idle();
  expect(next()).toBe('stop');
});

test('a walk stops without an engine, and where the Explorer opens over it', () => {
  const { engine, ui, next } = walking();
  engine.connection.value = 'disconnected';
  expect(next()).toBe('stop');
  engine.connection.value = 'connected';
  ui.explorer.value = 'number';
  expect(next()).toBe('stop');
});
