import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ArcspaceError } from '../../graph/problem.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { countRequests, emptyInbox, leaveRequest, type QueueRequest } from './inbox.ts';
import { createSeal } from './seal.ts';

const seal = createSeal(new Uint8Array(32));

const folder = temporaryFolder();

test('what is asked of the queue is done once, in the order in which it was asked', async () => {
  for (const id of ['a', 'b', 'c']) {
    await leaveRequest(folder.path, { type: 'cancel', ids: { ids: [id] } }, seal);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await countRequests(folder.path)).toBe(3);
  const done: QueueRequest[] = [];
  await emptyInbox(folder.path, seal, async (request) => void done.push(request));
  await emptyInbox(folder.path, seal, async (request) => void done.push(request));
  expect(done.map((request) => request.type === 'cancel' && request.ids.ids)).toEqual([['a'], ['b'], ['c']]);
  expect(readdirSync(join(folder.path, 'inbox'))).toEqual([]);
});

const named = (index: number) => `inbox/${index}-0123456789ab.json`;

test('what says nothing or can never be done goes, and keeps nobody from the rest', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
  folder.write(named(1), '{');
  folder.write(named(2), { type: 'submit', order: {} });
  folder.write(named(3), [1]);
  folder.write(named(4), { type: 'cancel-waiting' });
  folder.write(named(5), { type: 'cancel', ids: { ids: ['x'] } });
  const done: string[] = [];
  await emptyInbox(folder.path, seal, async ({ type }) => {
    if (type === 'cancel-waiting') throw new ArcspaceError('usage', 'Nothing would change.', 'Change it.');
    done.push(type);
  });
  expect(done).toEqual(['cancel']);
  expect(complain).toHaveBeenCalledTimes(4);
  expect(await countRequests(folder.path)).toBe(0);
  complain.mockRestore();
});

test('what cannot be done now is done the next time', async () => {
  folder.write(named(1), { type: 'cancel-waiting' });
  folder.write(named(2), { type: 'cancel', ids: { ids: ['x'] } });
  const done: string[] = [];
  const full = emptyInbox(folder.path, seal, async ({ type }) => {
    if (type === 'cancel-waiting') throw new ArcspaceError('cannot-write', 'The disk is full.', 'Make room.');
    done.push(type);
  });
  await expect(full).rejects.toMatchObject({ code: 'cannot-write' });
  expect(await countRequests(folder.path)).toBe(1);
  await emptyInbox(folder.path, seal, async ({ type }) => void done.push(type));
  expect(done).toEqual(['cancel', 'cancel-waiting']);
});

test('files and folders that are no requests stay where they are', async () => {
  folder.write('inbox/photos.json', '{}');
  folder.write(`${named(1)}/x`, 'a folder');
  await emptyInbox(folder.path, seal, async () => expect.fail('there is no request'));
  expect(readdirSync(join(folder.path, 'inbox'))).toHaveLength(2);
});
