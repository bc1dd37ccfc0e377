import { expect, it, vi } from 'vitest';
import { ArcspaceError } from '../../graph/problem.ts';
import type { EngineClient } from '../../protocol/protocol.ts';
import { createLog } from '../state/log.ts';
import { createWrittenFiles } from './writtenFiles.ts';

function engine(answers: Record<string, unknown>): EngineClient {
  const call = async (name: string) => {
    if (name in answers) return answers[name];
    throw new ArcspaceError('missing-file', 'There is no "results/a.png".', 'Run the workflow again.');
  };
  return { call, on: () => () => undefined } as unknown as EngineClient;
}

it('shows a written file in its folder on the desktop, by its whole path', async () => {
  const reveal = vi.fn(async () => undefined);
  const client = engine({ locateFile: { path: '/home/user/Arcspace/results/a.png' } });
  const files = createWrittenFiles({ client, log: createLog(), reveal });
  expect(files.action).toBe('Show in folder');
  await files.get('results/a.png');
  expect(reveal).toHaveBeenCalledExactlyOnceWith('/home/user/Arcspace/results/a.png');
});

it('downloads a written file in a browser, under its own name', async () => {
  const save = vi.fn();
  const client = engine({ readFile: { bytes: Uint8Array.of(1, 2, 3) } });
  const files = createWrittenFiles({ client, log: createLog(), save });
  expect(files.action).toBe('Download');
  await files.get('results/a.png');
  const [name, content] = save.mock.calls[0] as [string, Blob];
  expect([name, ...new Uint8Array(await content.arrayBuffer())]).toEqual(['a.png', 1, 2, 3]);
});

it('says so when the file is gone', async () => {
  for (const reveal of [undefined, async () => undefined]) {
    const log = createLog();
    await createWrittenFiles({ client: engine({}), log, reveal, save: vi.fn() }).get('results/a.png');
    expect(log.toasts.value.map(({ message }) => message)).toEqual(['There is no "results/a.png".']);
  }
});
