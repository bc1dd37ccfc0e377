import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createJobPictures } from './jobPictures.ts';
import { queueFolder, requireOwnQueue } from './queueFolder.ts';
import { createWorkflowShelf } from './workflowShelf.ts';

const folder = temporaryFolder();
const workspace = () => join(folder.path, 'workspace');

describe('a workspace from elsewhere', () => {
  test.each(['inbox', 'pictures', 'workflows', 'queue.jsonl', ''])(
    'with a link at jobs/%s has no queue',
    async (name) => {
      const own = folder.write('elsewhere/notes.txt', 'mine');
      const link = join(queueFolder(workspace()), name);
      mkdirSync(join(link, '..'), { recursive: true });
      symlinkSync(name === 'queue.jsonl' ? own : join(folder.path, 'elsewhere'), link);
      await expect(requireOwnQueue(workspace())).rejects.toMatchObject({
        code: 'outside-folders',
        message: expect.stringContaining('is a link that leads elsewhere'),
      });
      expect(readFileSync(own, 'utf8')).toBe('mine');
    },
  );

  test('without links has one', async () => {
    folder.write('workspace/.arcspace/jobs/queue.jsonl', '');
    await requireOwnQueue(workspace());
  });
});

test('only files that the queue itself has named are tidied away, and folders of such names stay', async () => {
  const [photo, old] = ['holiday.webp', 'order.0.webp'].map((name) => folder.write(`pictures/${name}`, 'x'));
  const text = folder.write('workflows/mine.arcspace', 'x');
  const stray = folder.write('pictures/order.1.webp/x', 'x');
  await createJobPictures(join(folder.path, 'pictures')).keepOnly(new Set());
  await createWorkflowShelf(join(folder.path, 'workflows'), new Map()).keepOnly(new Set());
  expect([photo, text, stray].every((path) => existsSync(path ?? ''))).toBe(true);
  expect(existsSync(old ?? '')).toBe(false);
});
