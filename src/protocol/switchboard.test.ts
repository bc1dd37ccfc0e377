import { describe, expect, test, vi } from 'vitest';
import type { Problem } from '../graph/problem.ts';
import { createSwitchboard } from './switchboard.ts';
import { fakeHandlers } from './testing/fakeEngine.ts';
import { portPair } from './testing/portPair.ts';
import { serve } from './testing/serve.ts';

const problem: Problem = { code: 'engine-ended', message: 'It ended.', place: {}, remedy: 'Run again.' };
const memory = (sessions: number) => ({ resident: 0, cached: 0, sessions });

function engine(sessions: number) {
  const [near, far] = portPair();
  return { near, hub: serve(fakeHandlers({ memory: async () => memory(sessions) }), far) };
}

describe('a client that outlives its wires', () => {
  test('lets calls wait until there is a wire', async () => {
    const switchboard = createSwitchboard();
    const call = switchboard.client.call('memory', {});
    switchboard.attach(engine(1).near);
    await expect(call).resolves.toEqual(memory(1));
  });

  test('sends later calls over the newest wire', async () => {
    const switchboard = createSwitchboard();
    const first = engine(1);
    switchboard.attach(first.near);
    first.near.close();
    const waiting = switchboard.client.call('memory', {});
    switchboard.attach(engine(2).near);
    await expect(waiting).resolves.toEqual(memory(2));
    await expect(switchboard.client.call('memory', {})).resolves.toEqual(memory(2));
  });

  test('keeps subscriptions across wires', async () => {
    const switchboard = createSwitchboard();
    const heard: number[] = [];
    switchboard.client.on('memory', ({ sessions }) => heard.push(sessions));
    const [first, second] = [engine(1), engine(2)];
    switchboard.attach(first.near);
    first.hub.emit('memory', memory(1));
    await vi.waitFor(() => expect(heard).toEqual([1]));
    switchboard.attach(second.near);
    second.hub.emit('memory', memory(2));
    await vi.waitFor(() => expect(heard).toEqual([1, 2]));
  });

  test('fails what is under way on the old wire when a new one comes, even if the old one never said that it closed', async () => {
    const switchboard = createSwitchboard();
    const [near, far] = portPair();
    serve(fakeHandlers({ memory: () => new Promise(() => {}) }), far);
    switchboard.attach(near);
    const call = switchboard.client.call('memory', {});
    switchboard.attach(engine(2).near);
    await expect(call).rejects.toMatchObject({ code: 'connection-lost' });
  });

  test('fails waiting and new calls while there is no hope, and works again with the next wire', async () => {
    const switchboard = createSwitchboard();
    const waiting = switchboard.client.call('memory', {});
    switchboard.fail(problem);
    await expect(waiting).rejects.toMatchObject({ code: 'engine-ended' });
    await expect(switchboard.client.call('memory', {})).rejects.toMatchObject({ code: 'engine-ended' });
    switchboard.attach(engine(3).near);
    await expect(switchboard.client.call('memory', {})).resolves.toEqual(memory(3));
  });
});
