import { describe, expect, test, vi } from 'vitest';
import { connect } from './connect.ts';
import { createSwitchboard } from './switchboard.ts';
import { fakeHandlers } from './testing/fakeEngine.ts';
import { portPair } from './testing/portPair.ts';
import { serve } from './testing/serve.ts';

const memory = { resident: 1, cached: 2, sessions: 3 };

function wired() {
  const [near, far] = portPair();
  serve(fakeHandlers({ memory: async () => memory }), far);
  return { client: connect(near), far };
}
const failureOf = (call: Promise<unknown>) => call.catch((thrown: unknown) => thrown);

describe('a refused call says what was wrong with it', () => {
  test('its name, and that two versions may have met', async () => {
    const { client } = wired();
    const failure = await failureOf(client.call('rename' as 'memory', {}));
    expect(failure).toMatchObject({ code: 'refused-call', message: 'There is no call named "rename".' });
    expect(failure).toHaveProperty('remedy', expect.stringContaining('two versions'));
  });

  test('its arguments, in not more than two thousand characters', async () => {
    const { client } = wired();
    const failure = (await failureOf(client.call('readFile', { path: 7 } as never))) as Error;
    expect(failure.message).toContain('The call "readFile" is not understood');
    expect(failure.message).toContain('path');
    const many = { run: 'r', targets: Array.from({ length: 1000 }, () => 7) };
    const long = (await failureOf(client.call('submit', many as never))) as Error;
    expect(long.message).toHaveLength(2000);
  });
});

describe('a client that hears what it does not know', () => {
  test.each([
    { kind: 'event', name: 'toString', event: {} },
    { kind: 'event', name: 'renamed', event: {} },
    { kind: 'result', id: 99, result: memory },
    { kind: 'problem', id: 99, problem: { code: 'x', message: 'y', place: {}, remedy: 'z' } },
    { kind: 'pong' },
    'nothing of ours',
  ])('goes on: %j', async (message) => {
    const { client, far } = wired();
    const heard = vi.fn();
    client.on('memory', heard);
    far.post(message);
    await expect(client.call('memory', {})).resolves.toEqual(memory);
    expect(heard).not.toHaveBeenCalled();
  });
});

test('a wire that closes after its successor came leaves the successor in use', async () => {
  const switchboard = createSwitchboard();
  const [first, firstEngine] = portPair();
  const [second, secondEngine] = portPair();
  serve(fakeHandlers({}), firstEngine);
  serve(fakeHandlers({ memory: async () => memory }), secondEngine);
  switchboard.attach(first);
  switchboard.attach(second);
  first.close();
  await expect(switchboard.client.call('memory', {})).resolves.toEqual(memory);
});
