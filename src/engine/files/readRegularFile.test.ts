import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createEngine } from '../createEngine.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createHasher } from './hasher.ts';
import { readRegularFile } from './readRegularFile.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const windows = process.platform === 'win32';

function pipe(name: string): string {
  mkdirSync(dirname(at(name)), { recursive: true });
  execFileSync('mkfifo', [at(name)]);
  return at(name);
}

describe('a file is read whole', () => {
  test('up to the size that is allowed', async () => {
    const file = folder.write('a.bin', 'content');
    expect((await readRegularFile(file, { largest: 7 })).toString()).toBe('content');
    await expect(readRegularFile(file, { shown: 'a.bin', largest: 6 })).rejects.toMatchObject({
      code: 'file-too-large',
      message: '"a.bin" is too large (1 MB). The maximum is 1 MB.',
    });
  });

  test('and one of a terabyte is refused before anything is read', async () => {
    const file = folder.write('a.bin', '');
    truncateSync(file, 2 ** 40);
    await expect(readRegularFile(file, { shown: 'a.bin' })).rejects.toMatchObject({
      message: '"a.bin" is too large (1048576 MB). The maximum is 1024 MB.',
    });
  });

  test('and one that is not there is said to be missing', async () => {
    await expect(readRegularFile(at('gone'), { shown: 'gone' })).rejects.toMatchObject({
      code: 'missing-file',
      message: 'There is no file "gone".',
    });
  });
});

describe.skipIf(windows)('what only looks like a file is refused at once (Windows has none of these)', () => {
  const refused = (why: string) => ({ name: 'ArcspaceError', code: 'unreadable-file', message: `"it" ${why}.` });

  test('a named pipe, whose reader would wait for ever', async () => {
    const file = pipe('pipe.png');
    await expect(readRegularFile(file, { shown: 'it' })).rejects.toMatchObject(refused('is a named pipe, not a file'));
    await expect(createHasher().hash(file, 'it')).rejects.toMatchObject(refused('is a named pipe, not a file'));
  });

  test('a device that never ends', async () => {
    await expect(readRegularFile('/dev/zero', { shown: 'it' })).rejects.toMatchObject(
      refused('is a device, not a file'),
    );
  });

  test('a socket', async () => {
    const server = createServer().listen(at('socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(readRegularFile(at('socket'), { shown: 'it' })).rejects.toMatchObject(
      refused('is a socket, not a file'),
    );
    server.close();
  });

  test('a folder', async () => {
    await expect(readRegularFile(folder.path, { shown: 'it' })).rejects.toMatchObject(
      refused('is a folder, not a file'),
    );
  });

  test('a link in a circle', async () => {
    symlinkSync('circle', at('circle'));
    await expect(readRegularFile(at('circle'), { shown: 'it' })).rejects.toMatchObject(
      refused('is a link that leads in a circle'),
    );
  });
});

describe.skipIf(windows)('a named pipe hangs nothing (Windows has none)', () => {
  const ignore = () => undefined;
  const engine = () => createEngine({ program: at('program'), workspace: at('workspace'), provider: 'cpu' });

  test('as a workflow, opened, listed or saved over', async () => {
    pipe('workspace/a.json');
    const { handlers } = engine();
    await expect(handlers.openWorkflow({ path: 'a.json' }, ignore)).rejects.toThrow('"a.json" is a named pipe');
    expect(await handlers.listWorkflows({}, ignore)).toEqual([]);
    const text = '{"format":"arcspace-workflow"}';
    await expect(handlers.saveWorkflow({ path: 'a.json', text }, ignore)).rejects.toThrow('"a.json" is a named pipe');
  });

  test('as a picture, read or listed, alone or among others', async () => {
    pipe('workspace/images/a.png');
    folder.write('workspace/images/b.png', 'b');
    const { handlers } = engine();
    await expect(handlers.readFile({ path: 'images/a.png' }, ignore)).rejects.toThrow('"images/a.png" is a named pipe');
    const paths = (await handlers.listImages({}, ignore)).map(({ path }) => path);
    expect(paths).toEqual(['images', 'images/b.png']);
  });

  test('as what the program remembers', async () => {
    for (const name of ['recents', 'autosaves/a.b', 'hashes']) pipe(`workspace/.arcspace/${name}.json`);
    const { handlers } = engine();
    expect(await handlers.listWorkflows({}, ignore)).toEqual([]);
    expect(await handlers.listAutosaves({}, ignore)).toMatchObject({ autosaves: [] });
  });

  test.each(['model_index.json', 'scheduler/scheduler_config.json', 'unet/config.json'])(
    'as %s of a model',
    async (name) => {
      for (const part of ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder']) {
        folder.write(`workspace/models/m/${part}/model.onnx`, '');
      }
      folder.write('workspace/models/m/tokenizer/vocab.json', '{}');
      if (name !== 'model_index.json') folder.write('workspace/models/m/model_index.json', '{}');
      pipe(`workspace/models/m/${name}`);
      const [model] = await engine().models.list();
      expect(model?.fault).toMatch(/not a (plain )?file/);
    },
  );
});
