import { expect, test, vi } from 'vitest';
import type { RunEvent } from '../graph/events.ts';
import { connect } from './connect.ts';
import { followRun } from './followRun.ts';
import type { Events } from './protocol.ts';
import { fakeHandlers } from './testing/fakeEngine.ts';
import { portPair } from './testing/portPair.ts';
import { serve } from './testing/serve.ts';

const problem = { code: 'x', message: 'It failed.', place: {}, remedy: 'Try again.' };

/** One of each thing that happens in a run. */
const events: { readonly [T in RunEvent['type']]: RunEvent & { readonly type: T } } = {
  queued: { type: 'queued', nodes: ['denoise'] },
  started: { type: 'started', node: 'denoise' },
  progress: { type: 'progress', node: 'denoise', step: 1, of: 20 },
  finished: {
    type: 'finished',
    node: 'denoise',
    key: 'k',
    cached: false,
    milliseconds: 1,
    outputs: {},
    warnings: [],
    files: [],
  },
  failed: { type: 'failed', node: 'denoise', problem },
  done: { type: 'done', outcome: 'failed', executed: 1, cached: 0, milliseconds: 1, problem },
};

/** What arrives over a wire, by the names of events; those of runs by what happened. */
async function heardOver(congested: boolean): Promise<string[]> {
  const [near, far] = portPair();
  const heard: string[] = [];
  const client = connect(near);
  client.on('memory', () => heard.push('memory'));
  client.on('restarted', () => heard.push('restarted'));
  const watch = async () => ({ events: Object.values(events), next: 6, done: true });
  const hub = serve(fakeHandlers({ watch }), { ...far, congested: () => congested });
  const memory: Events['memory'] = { resident: 1, cached: 2, sessions: 3 };
  hub.emit('memory', memory);
  await followRun(client, { client: 'window', run: 'r' }, ({ type }) => heard.push(type));
  hub.emit('restarted', { problem });
  await vi.waitFor(() => expect(heard).toContain('restarted'));
  return heard;
}

test('a client that is behind misses how much memory there is and nothing else: no result, no failure, no end', async () => {
  const everything = ['memory', 'queued', 'started', 'progress', 'finished', 'failed', 'done', 'restarted'];
  expect(await heardOver(false)).toEqual(everything);
  expect(await heardOver(true)).toEqual(everything.filter((name) => name !== 'memory'));
});
