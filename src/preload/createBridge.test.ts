import { expect, test, vi } from 'vitest';
import { channels } from '../protocol/desktop.ts';
import { createBridge } from './createBridge.ts';

function bridged(answers: Record<string, unknown> = {}) {
  const listeners = new Map<string, (event: { ports: readonly unknown[] }, argument: unknown) => unknown>();
  const invoke = vi.fn(async (channel: string, _?: unknown) => answers[channel]);
  const page = { location: { origin: 'app://arcspace' }, postMessage: vi.fn() };
  const ipc = { invoke, on: (channel: string, listener: never) => listeners.set(channel, listener) };
  const receive = (channel: string, argument?: unknown) => listeners.get(channel)?.({ ports: [] }, argument);
  return { bridge: createBridge(ipc, page), invoke, page, listeners, receive };
}

test('a port goes on to the page itself and to no other origin', () => {
  const { page, listeners } = bridged();
  listeners.get(channels.enginePort)?.({ ports: ['port'] }, null);
  expect(page.postMessage).toHaveBeenCalledExactlyOnceWith(
    { kind: 'arcspace-engine-port', problem: null },
    'app://arcspace',
    ['port'],
  );
});

test('the page can ask ten things and gets no channel, no event and no Electron object', async () => {
  const { bridge, invoke } = bridged({ [channels.chooseToOpen]: '/a.json', [channels.chooseToSave]: { evil: true } });
  expect(Object.keys(bridge).sort()).toEqual([
    'chooseToOpen',
    'chooseToSave',
    'describeDocument',
    'describeMenu',
    'listen',
    'openReleasePage',
    'requestEngine',
    'reveal',
    'setTheme',
    'shortenTimeout',
  ]);
  expect(bridge.requestEngine()).toBeUndefined();
  expect(await bridge.chooseToOpen()).toBe('/a.json');
  expect(await bridge.chooseToSave('x')).toBeNull();
  expect(await bridge.reveal('/a.png')).toBeUndefined();
  expect(bridge.setTheme('light')).toBeUndefined();
  expect(invoke.mock.calls.map(([channel]) => channel)).toEqual([
    channels.requestEngine,
    channels.chooseToOpen,
    channels.chooseToSave,
    channels.reveal,
    channels.setTheme,
  ]);
});

test('a page that listens says so, and hears commands, files and notices without the event that brought them', async () => {
  const { bridge, invoke, receive } = bridged();
  const listener = { command: vi.fn(), openFile: vi.fn(), notice: vi.fn(), save: async () => true };
  bridge.listen(listener);
  expect(invoke).toHaveBeenCalledExactlyOnceWith(channels.listening);
  receive(channels.command, 'undo');
  receive(channels.command, { id: 'undo' });
  receive(channels.openFile, '/a.json');
  receive(channels.openFile, 7);
  const notice = { level: 'info', message: 'A', remedy: '' };
  receive(channels.notice, notice);
  expect(listener.command).toHaveBeenCalledExactlyOnceWith('undo');
  expect(listener.openFile).toHaveBeenCalledExactlyOnceWith('/a.json');
  expect(listener.notice).toHaveBeenCalledExactlyOnceWith(notice);
});

test('a page whose save fails answers that nothing was saved, so that nobody waits for it', async () => {
  const { bridge, invoke, receive } = bridged();
  const save = async () => {
    throw new Error('the disk is full');
  };
  bridge.listen({ command: () => {}, openFile: () => {}, notice: () => {}, save });
  await receive(channels.save);
  expect(invoke).toHaveBeenLastCalledWith(channels.saved, false);
});

test('a page that is asked to save answers when it has saved', async () => {
  const { bridge, invoke, receive } = bridged();
  bridge.listen({ command: () => {}, openFile: () => {}, notice: () => {}, save: async () => false });
  await receive(channels.save);
  expect(invoke).toHaveBeenLastCalledWith(channels.saved, false);
});
