import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../graph/workflow/serialize.ts';
import { createApp } from '../app/createApp.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { takeFiles } from './takeFiles.ts';

const text = serializeWorkflow({ ...emptyWorkflow(), name: 'Größe' });

async function dropped(...files: File[]) {
  const app = createApp(createFakeEngine().client, nodeRegistry, memoryStore());
  await takeFiles(app, files);
  const said = app.log.toasts.peek().map(({ message, remedy }) => ({ message, remedy }));
  app.dispose();
  return { name: app.editor.workflow.peek().name, said };
}

describe('a workflow that is dropped', () => {
  it.each([
    ['UTF-8 with a byte order mark', `\ufeff${text}`],
    ['UTF-16', Uint16Array.from(`\ufeff${text}`, (sign) => sign.charCodeAt(0))],
  ])('opens in %s', async (_, content) => {
    expect(await dropped(new File([content], 'a.json'))).toEqual({ name: 'Größe', said: [] });
  });

  it('in no Unicode at all is refused with the line', async () => {
    const { said } = await dropped(new File(['{\n"name":"Gr', Uint8Array.of(0xf6), 'ße"}'], 'a.json'));
    expect(said).toEqual([
      {
        message: 'a.json was not opened. "a.json" is not UTF-8 text at line 2.',
        remedy: 'Save the file as UTF-8 with a text editor.',
      },
    ]);
  });
});

describe('what is too large to be dropped', () => {
  it.each([
    ['film.mp4', 'Copy it into the folder films of the workspace and choose it in Load video.'],
    ['picture.png', 'Maximum size is 256 MB.'],
  ])('is refused with what to do instead: %s', async (name, remedy) => {
    const file = Object.defineProperty(new File([], name), 'size', { value: 2 ** 28 + 1 });
    expect((await dropped(file)).said).toEqual([{ message: `${name} is too large.`, remedy }]);
  });
});

describe('what cannot be read', () => {
  it('as a folder, is said, and the files beside it are taken', async () => {
    const folder = new File([], 'folder');
    const gone = () => Promise.reject(new DOMException('A requested file could not be found', 'NotFoundError'));
    folder.slice = () => Object.assign(new Blob(), { arrayBuffer: gone });
    const { name, said } = await dropped(new File([text], 'a.json'), folder);
    expect(said).toEqual([
      { message: 'folder: It cannot be read.', remedy: 'Drop files that are still there, not folders.' },
    ]);
    expect(name).toBe('Größe');
  });
});

describe('a dropped AVIF sequence', () => {
  it.each([
    ['a film where its frames can be read', 'sequence.avif', true, 'load_video'],
    ['a picture where only the first can be', 'sequence.avif', false, 'load_image'],
    ['a picture where it has transparency, which is read of the first only', 'see-through.avif', true, 'load_image'],
  ])('becomes %s', async (_, name, readsAv1, type) => {
    const app = createApp(createFakeEngine({ readsAv1: () => readsAv1 }).client, nodeRegistry, memoryStore());
    const bytes = readFileSync(new URL(`../../../fixtures/animations/${name}`, import.meta.url));
    await takeFiles(app, [new File([bytes], 'a.avif')]);
    expect(app.editor.workflow.peek().nodes.map((node) => node.type)).toEqual([type]);
    app.dispose();
  });
});
