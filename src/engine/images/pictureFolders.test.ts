import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { RunEvent } from '../../graph/events.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import { createEngine, type Engine } from '../createEngine.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';

const folder = temporaryFolder();
const program = join(import.meta.dirname, '../../..');
const fixture = (name: string) => readFileSync(join(program, 'fixtures/pictures', name));

let engine: Engine;
beforeEach(() => {
  engine = createEngine({ program, workspace: folder.path, provider: 'cpu' });
});
afterEach(() => engine.close());

/** What one node tells when it has run. */
async function run(type: string, parameters: Record<string, unknown>) {
  const nodes = [{ id: 'a', type, parameters }];
  const text = JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes, links: [] });
  const { workflow } = parseWorkflow(text, nodeRegistry);
  const events: RunEvent[] = [];
  const request = { workflow, path: null, targets: ['a'], watch: null, shown: {} };
  await engine.run(request, new AbortController().signal, (event) => events.push(event));
  return events;
}

const ending = (events: readonly RunEvent[]) => events.find(({ type }) => type === 'finished' || type === 'failed');

describe('a folder of pictures', () => {
  test('is read whatever common ending their names have, upright', async () => {
    folder.write('set/1.jpg', fixture('orientation-6.jpg'));
    folder.write('set/2.jfif', fixture('orientation-8.jpg'));
    folder.write('set/3.JPE', fixture('orientation-5.jpg'));
    folder.write('set/4.png', fixture('orientation-7.png'));
    folder.write('set/5.webp', fixture('orientation-6.webp'));
    folder.write('set/6.avif', fixture('orientation-6.avif'));
    const finished = ending(await run('load_images', { folder: 'set' }));
    expect(finished).toMatchObject({ outputs: { image: { shape: [6, 3, 40, 24] } }, warnings: [] });
  });

  test('warns of the HEIC pictures in it, which are left out', async () => {
    folder.write('set/1.jpg', fixture('plain.jpg'));
    folder.write('set/IMG_0001.HEIC', 'x');
    folder.write('set/IMG_0002.heic', 'x');
    const warning = expect.stringMatching(/"set\/IMG_0001.HEIC" and 1 more cannot be read.*HEIC.*JPEG/);
    const finished = ending(await run('image_set', { folder: 'set' }));
    expect(finished).toMatchObject({ outputs: { count: { value: 1 } }, warnings: [warning] });
  });

  test('says the upright size of a picture that does not fit the others', async () => {
    folder.write('set/1.jpg', fixture('plain.jpg'));
    folder.write('set/2.jpg', fixture('orientation-6.jpg'));
    const message = '"set/2.jpg" is 24 x 40 px, but "set/1.jpg" is 40 x 24 px.';
    expect(ending(await run('load_images', { folder: 'set' }))).toMatchObject({ problem: { message } });
  });

  test('lists its pictures in the editor, with thumbnails that the page can show', async () => {
    folder.write('images/a.jfif', fixture('orientation-6.jpg'));
    folder.write('images/b.avif', fixture('plain.avif'));
    const entries = await engine.handlers.listImages({}, () => undefined);
    const own = entries.filter(({ path }) => /^images\/[ab]\./.test(path));
    expect(own.map(({ thumbnail }) => thumbnail?.slice(0, 16))).toEqual(['data:image/jpeg;', 'data:image/avif;']);
  });
});

test('a picture that opens in spite of a fault brings a warning to its node', async () => {
  folder.write('a.jpg', fixture('no-end.jpg'));
  const finished = ending(await run('load_image', { path: 'a.jpg' }));
  expect(finished).toMatchObject({ warnings: [expect.stringContaining('"a.jpg" has no end')] });
});

test('a dropped file of any kind that is read is imported; HEIC is refused with what to do', async () => {
  const bytes = new Uint8Array(fixture('plain.jpg'));
  const drop = (name: string) => engine.handlers.importFile({ name, bytes }, () => undefined);
  expect(await drop('a.jfif')).toEqual({ path: 'images/a.jfif' });
  expect(await drop('a.Jpe')).toMatchObject({ path: 'images/a.Jpe' });
  await expect(drop('a.heic')).rejects.toMatchObject({ remedy: expect.stringContaining('Most Compatible') });
});
