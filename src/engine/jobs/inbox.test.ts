import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { countRequests, emptyInbox, leaveRequest, type QueueRequest } from './inbox.ts';

const folder = temporaryFolder();

test('what is asked of the queue is done once, in the order in which it was asked', async () => {
  for (const id of ['a', 'b', 'c']) {
    await leaveRequest(folder.path, { type: 'cancel', ids: { ids: [id] } });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await countRequests(folder.path)).toBe(3);
  const done: QueueRequest[] = [];
  await emptyInbox(folder.path, async (request) => void done.push(request));
  await emptyInbox(folder.path, async (request) => void done.push(request));
  expect(done.map((request) => request.type === 'cancel' && request.ids.ids)).toEqual([['a'], ['b'], ['c']]);
  expect(readdirSync(join(folder.path, 'inbox'))).toEqual([]);
});

test('what cannot be read or is refused goes, and keeps nobody from the rest', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
  for (const [name, content] of Object.entries({
    '1.json': '{',
    '2.json': { type: 'submit', order: {} },
    '3.json': [1],
  })) {
    folder.write(`inbox/${name}`, content);
  }
  folder.write('inbox/4.json', { type: 'cancel-waiting' });
  folder.write('inbox/5.json', { type: 'cancel', ids: { ids: ['x'] } });
  const done: string[] = [];
  await emptyInbox(folder.path, async ({ type }) => {
    if (type === 'cancel-waiting') throw new Error('not now');
    done.push(type);
  });
  expect(done).toEqual(['cancel']);
  expect(complain).toHaveBeenCalledTimes(4);
  expect(await countRequests(folder.path)).toBe(0);
  complain.mockRestore();
});
