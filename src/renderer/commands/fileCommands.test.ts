import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { createApp } from '../app/createApp.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { command } from './commands.ts';

function setUp() {
  const engine = createFakeEngine();
  const dialogs = {
    asked: 0,
    chooseToOpen: async () => null,
    chooseToSave: async () => null,
    reveal: async () => undefined,
  };
  dialogs.chooseToSave = async () => {
    dialogs.asked += 1;
    return null;
  };
  const app = createApp(engine.client, testRegistry, memoryStore(), dialogs);
  const saves = () => engine.calls.filter(({ name }) => name === 'saveWorkflow').length;
  const save = async () => {
    command('save').run(app);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { engine, app, dialogs, saves, save };
}

describe('Save', () => {
  it('asks for a name where there is none, and saves where there is one', async () => {
    const { app, dialogs, saves, save } = setUp();
    await save();
    expect([dialogs.asked, saves()]).toEqual([1, 0]);
    await app.files.saveAs('Mine');
    await save();
    expect([dialogs.asked, saves()]).toEqual([1, 2]);
    expect(app.ui.saveAs.value).toBe(false);
    app.dispose();
  });

  it('offers a download while the host is away, for a workflow with a file too', async () => {
    const { engine, app, dialogs, saves, save } = setUp();
    await app.files.saveAs('Mine');
    engine.connection.value = 'disconnected';
    await save();
    expect(app.ui.saveAs.value).toBe(true);
    expect([dialogs.asked, saves()]).toEqual([0, 1]);
    app.dispose();
  });

  it('offers it also when the connection is lost while it saves', async () => {
    const { engine, app, save } = setUp();
    await app.files.saveAs('Mine');
    const call = engine.client.call;
    app.client.call = async (name, args) => {
      if (name !== 'saveWorkflow') return call(name, args);
      engine.connection.value = 'disconnected';
      throw new Error('The connection ended.');
    };
    await save();
    expect(app.ui.saveAs.value).toBe(true);
    app.dispose();
  });
});
