import { expect, test, vi } from 'vitest';
import { channels, menuCommands } from '../protocol/desktop.ts';
import { createBridge } from './createBridge.ts';

function bridged(answers: Record<string, unknown> = {}) {
  const listeners = new Map<string, (event: { ports: readonly unknown[] }, argument: unknown) => void>();
  const invoke = vi.fn(async (channel: string, _?: unknown) => answers[channel]);
  const page = { location: { origin: 'app://arcspace' }, postMessage: vi.fn() };
  const ipc = { invoke, on: (channel: string, listener: never) => listeners.set(channel, listener) };
  return { bridge: createBridge(ipc, page), invoke, page, listeners };
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

test('the page can ask six things and gets no channel, no event and no Electron object', async () => {
  const { bridge, invoke } = bridged({ [channels.chooseToOpen]: '/a.json', [channels.chooseToSave]: { evil: true } });
  expect(Object.keys(bridge).sort()).toEqual([
    'chooseToOpen',
    'chooseToSave',
    'onMenu',
    'requestEngine',
    'reveal',
    'shortenTimeout',
  ]);
  expect(bridge.requestEngine()).toBeUndefined();
  expect(await bridge.chooseToOpen()).toBe('/a.json');
  expect(await bridge.chooseToSave('x')).toBeNull();
  expect(await bridge.reveal('/a.png')).toBeUndefined();
  expect(invoke.mock.calls.map(([channel]) => channel)).toEqual([
    channels.requestEngine,
    channels.chooseToOpen,
    channels.chooseToSave,
    channels.reveal,
  ]);
});

test('only commands of the menus reach the page', () => {
  const { bridge, listeners } = bridged();
  const heard: string[] = [];
  bridge.onMenu((command) => heard.push(command));
  for (const command of [...menuCommands, 'format-disk', 7, null])
    listeners.get(channels.menu)?.({ ports: [] }, command);
  expect(heard).toEqual([...menuCommands]);
});
