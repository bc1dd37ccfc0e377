import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { everything } from '../../gallery/findEntries.ts';
import { summaryOf } from '../../gallery/galleryState.ts';
import { entry } from '../../gallery/testing/entry.ts';
import { decodePicture } from '../images/decodePicture.ts';
import { readHeader } from '../images/formats/readHeader.ts';
import { paintedPicture } from '../testing/paintedPicture.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createGallery, type Gallery } from './gallery.ts';
import { galleryFolder, requireOwnGallery } from './galleryFolder.ts';
import { made, paintingWorkflow } from './testing/made.ts';

const workspace = temporaryFolder();
const folder = () => galleryFolder(workspace.path);
const files = (part: string) => (existsSync(join(folder(), part)) ? readdirSync(join(folder(), part)).sort() : []);
const log = () => join(folder(), 'gallery.jsonl');

const open: Gallery[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gallery) => gallery.close()));
  vi.restoreAllMocks();
});

function openGallery(): Gallery {
  const requireOwn = () => requireOwnGallery(workspace.path);
  const gallery = createGallery({ folder: folder(), registry: nodeRegistry, requireOwn });
  open.push(gallery);
  return gallery;
}

async function reopened(gallery: Gallery): Promise<Gallery> {
  open.splice(open.indexOf(gallery), 1);
  await gallery.close();
  return openGallery();
}

async function listed(gallery: Gallery) {
  await gallery.watch(0);
  return (await gallery.list(everything, 0, 200)).entries;
}
const seeds = async (gallery: Gallery) => (await listed(gallery)).map((each) => each.seeds['noise.seed']);

async function filled(...numbers: number[]): Promise<Gallery> {
  const gallery = openGallery();
  for (const number of numbers) await gallery.add(made(number));
  return gallery;
}

describe('a picture of a run', () => {
  test('is kept whole, pixel by pixel, and small, with what made it', async () => {
    const gallery = await filled(5);
    const [kept] = await listed(gallery);
    expect(kept).toMatchObject({
      width: 24,
      height: 16,
      name: 'Painting',
      node: 'show',
      title: 'Preview image',
      port: 'image',
      prompt: 'a boat',
      seeds: { 'noise.seed': 5 },
      time: 5,
      seconds: 2,
      favourite: false,
    });
    const id = kept?.id ?? '';
    const decoded = await decodePicture(await readHeader(await gallery.picture(id, 'whole'), 'a.png'), 'a.png');
    expect([...decoded.strip(0)].slice(0, 96)).toEqual([...paintedPicture(5).rgba].slice(0, 96));
    decoded.close();
    expect(Buffer.from((await gallery.picture(id, 'small')).subarray(8, 12)).toString()).toBe('WEBP');
    expect(kept?.bytes).toBe(
      ['pictures', 'small']
        .flatMap((part) => files(part).map((name) => statSync(join(folder(), part, name)).size))
        .reduce((a, b) => a + b),
    );
  });

  test('gives its workflow again, also one whose values alone differ from others', async () => {
    const gallery = await filled(5, 6);
    await gallery.add(made(7, { workflow: paintingWorkflow(7, { prompt: 'a tower' }) }));
    const entries = await listed(gallery);
    expect(files('workflows')).toHaveLength(1);
    expect(entries.map(({ values }) => values)).toEqual([
      { 'prompt.text': 'a tower', 'noise.seed': 7 },
      { 'noise.seed': 6 },
      {},
    ]);
    const again = await reopened(gallery);
    await again.add(made(8));
    expect(files('workflows')).toHaveLength(1);
    const [, tower] = await listed(again);
    const { text, path } = await again.workflow(tower?.id ?? '');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(paintingWorkflow(7, { prompt: 'a tower' }))));
    expect(path).toBe(null);
  });

  test('that was made before is there once; another node that shows the same in one run adds nothing', async () => {
    const gallery = await filled(5, 5);
    const seen = new Set<string>();
    await gallery.add(made(6, { seen }));
    await gallery.add(made(6, { seen, key: 'another node' }));
    expect(await seeds(gallery)).toEqual([6, 5]);
    const again = new Set<string>();
    await gallery.add(made(6, { seen: again }));
    await gallery.add(made(6, { seen: again, key: 'another node' }));
    expect(await seeds(gallery)).toEqual([6, 5]);
  });

  test('of a batch has the file that it was saved as, where there is one for each', async () => {
    const gallery = openGallery();
    await gallery.add(made(1, { pictures: [paintedPicture(1, { frames: 2 })], files: ['a.png', 'b.png'] }));
    expect((await listed(gallery)).map((each) => each.files)).toEqual([['b.png'], ['a.png']]);
  });

  test('is kept whole where its gallery is closed meanwhile, and later pictures wait for the next', async () => {
    const gallery = openGallery();
    const adding = gallery.add(made(5));
    await gallery.close();
    expect(readFileSync(log(), 'utf8')).toContain('"noise.seed":5');
    await adding;
    await gallery.add(made(6));
    expect(await seeds(openGallery())).toEqual([6, 5]);
  });

  test('has a workflow also after the one that it could have shared is gone', async () => {
    const gallery = await filled(5);
    rmSync(join(folder(), 'workflows', files('workflows')[0] ?? ''));
    await gallery.add(made(6));
    const [newest] = await listed(gallery);
    expect(JSON.parse((await gallery.workflow(newest?.id ?? '')).text).nodes[2].parameters.seed).toBe(6);
  });

  test('of a batch is one of several, and of an animation the first frame', async () => {
    const gallery = openGallery();
    await gallery.add(made(1, { pictures: [paintedPicture(1, { frames: 3 })] }));
    await gallery.add(made(2, { pictures: [paintedPicture(9, { frames: 24, framesPerSecond: 12 })] }));
    const entries = await listed(gallery);
    expect(entries.map(({ number, of, frames }) => [number, of, frames])).toEqual([
      [undefined, undefined, 24],
      [3, 3, undefined],
      [2, 3, undefined],
      [1, 3, undefined],
    ]);
  });

  test('is there when the gallery is opened again, with its star', async () => {
    const gallery = await filled(5, 6);
    const [, first] = await listed(gallery);
    await gallery.star([first?.id ?? ''], true);
    const again = await reopened(gallery);
    expect((await listed(again)).map(({ favourite }) => favourite)).toEqual([false, true]);
    expect(await again.watch(0)).toMatchObject({
      count: 2,
      favourites: 1,
      notes: [],
      workflows: [{ name: 'Painting', count: 2 }],
    });
  });
});

describe('a picture that is deleted', () => {
  test('is out of sight at once, comes back with its files, and is gone with them when the gallery is closed', async () => {
    const gallery = await filled(5, 6);
    const [newest] = await listed(gallery);
    const { removal, count } = await gallery.remove([newest?.id ?? '']);
    expect(count).toBe(1);
    expect(await seeds(gallery)).toEqual([5]);
    expect(files('pictures')).toHaveLength(2);
    await gallery.restore(removal);
    expect(await seeds(gallery)).toEqual([6, 5]);
    await gallery.remove([newest?.id ?? '']);
    const again = await reopened(gallery);
    expect([files('pictures'), files('small')].map(({ length }) => length)).toEqual([1, 1]);
    expect(await seeds(again)).toEqual([5]);
    await expect(again.restore(removal)).rejects.toMatchObject({ code: 'unknown-removal' });
  });

  test('lets the files stay that another entry has', async () => {
    const gallery = openGallery();
    await gallery.add(made(1));
    await gallery.add(made(2, { pictures: [paintedPicture(1)] }));
    const [newest] = await listed(gallery);
    await gallery.remove([newest?.id ?? '']);
    const again = await reopened(gallery);
    expect(await seeds(again)).toEqual([1]);
    expect(files('pictures')).toHaveLength(1);
  });

  test('with all others leaves no file', async () => {
    const gallery = await filled(5, 6);
    expect(await gallery.clear()).toMatchObject({ count: 2 });
    await gallery.close();
    expect([...files('pictures'), ...files('small')]).toEqual([]);
  });
});

test('what is too much for the budget goes, the oldest first and favourites last, and is counted', async () => {
  const gallery = openGallery();
  const noise = (seed: number) => made(seed, { pictures: [noisy(seed)] });
  for (const seed of [1, 2, 3]) await gallery.add(noise(seed));
  const [, , oldest] = await listed(gallery);
  await gallery.star([oldest?.id ?? ''], true);
  const { bytes } = await gallery.watch(0);
  expect(bytes).toBeGreaterThan(3 * 2 ** 20);
  await gallery.set({ budget: Math.ceil((bytes * 3) / 4) });
  expect(await seeds(gallery)).toEqual([3, 1]);
  await gallery.add(noise(4));
  expect(await seeds(gallery)).toEqual([4, 1]);
  expect((await gallery.watch(0)).dropped).toBe(2);
  expect(files('pictures')).toHaveLength(2);
  expect((await (await reopened(gallery)).watch(0)).dropped).toBe(2);
});

/** More than a megabyte, which no format makes smaller. */
function noisy(seed: number) {
  const picture = paintedPicture(seed, { width: 640, height: 640 });
  const noise = randomBytes(picture.rgba.length);
  return { ...picture, rgba: picture.rgba.map((value, at) => (at % 4 === 3 ? value : (noise[at] ?? 0))) };
}

test('a gallery that is off takes no pictures until it is on again', async () => {
  const gallery = await filled(5);
  await gallery.set({ keeps: false });
  await gallery.add(made(6));
  const again = await reopened(gallery);
  expect((await again.watch(0)).keeps).toBe(false);
  await again.add(made(7));
  expect(files('pictures')).toHaveLength(1);
  await again.set({ keeps: true });
  await again.add(made(8));
  expect(await seeds(again)).toEqual([8, 5]);
});

describe('the file of a gallery', () => {
  test('wherever it is cut off gives what was written whole before, and says so', async () => {
    await (await filled(5, 6)).close();
    const whole = readFileSync(log());
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let length = lastLine + 1; length < whole.length; length += 37) {
      writeFileSync(log(), whole);
      truncateSync(log(), length);
      const gallery = openGallery();
      expect(await seeds(gallery)).toEqual([5]);
      expect((await gallery.watch(0)).notes).toEqual(['The last line of the gallery was cut off, and left out.']);
      await gallery.add(made(7));
      expect(await seeds(await reopened(gallery))).toEqual([7, 5]);
      await Promise.all(open.splice(0).map((each) => each.close()));
    }
  });

  test('loses only the lines that are damaged, and counts them', async () => {
    await (await filled(5)).close();
    appendFileSync(log(), '{"type":"added"}\n\0\0\0\n{"type":"added","entries":[{"id":"../../etc"}]}\n');
    const gallery = openGallery();
    expect(await seeds(gallery)).toEqual([5]);
    expect((await gallery.watch(0)).notes).toEqual([
      '3 damaged lines of the gallery were left out.',
      expect.stringMatching(/^The old list is kept as "gallery\.jsonl\.\d+", and no picture was removed\.$/),
    ]);
  });

  test('leaves pictures out whose files are gone, and says how many', async () => {
    await (await filled(5, 6)).close();
    rmSync(join(folder(), 'pictures', files('pictures')[0] ?? ''));
    const gallery = openGallery();
    expect(await listed(gallery)).toHaveLength(1);
    expect((await gallery.watch(0)).notes).toEqual(['1 picture of the gallery is no longer on the disk.']);
  });

  test('is summed up where most of it is of no use any more', async () => {
    const gallery = await filled(5);
    const [only] = await listed(gallery);
    for (let time = 0; time < 1100; time++)
      appendFileSync(log(), `${JSON.stringify({ type: 'starred', ids: [only?.id], favourite: time % 2 === 0 })}\n`);
    await seeds(await reopened(gallery));
    expect(readFileSync(log(), 'utf8').trim().split('\n')).toHaveLength(2);
  });
});

test('files that a killed process left without an entry go when nobody can be about to add them', async () => {
  await (await filled(5)).close();
  const [own = ''] = files('pictures');
  const [old, young] = ['d', 'e'].map((letter) => join(folder(), 'pictures', `${letter.repeat(64)}.png`));
  for (const file of [old, young]) writeFileSync(file ?? '', 'x');
  utimesSync(old ?? '', 0, 0);
  const foreign = join(folder(), 'pictures', 'mine.png');
  writeFileSync(foreign, 'x');
  await seeds(openGallery());
  expect(files('pictures')).toEqual([own, `${'e'.repeat(64)}.png`, 'mine.png'].sort());
});

describe('a list that lost pictures', () => {
  /** As they lie there the next day. */
  const age = () => {
    for (const part of ['pictures', 'small', 'workflows'])
      for (const name of files(part)) utimesSync(join(folder(), part, name), 1000, 1000);
  };
  const whole = () => ['pictures', 'small', 'workflows'].map((part) => files(part).length);

  test.each([
    ['is missing', () => rmSync(log())],
    ['is too large to be read', () => truncateSync(log(), 513 * 2 ** 20)],
    ['is damaged', () => writeFileSync(log(), readFileSync(log(), 'utf8').replace('"added"', '"addad"'))],
    ['is empty', () => writeFileSync(log(), '')],
  ])('because it %s leaves them on the disk, also the next time', async (_, lose) => {
    await (await filled(5)).close();
    age();
    lose();
    for (let time = 0; time < 2; time++) {
      const gallery = openGallery();
      expect(await seeds(gallery)).toEqual([]);
      await gallery.close();
      expect(whole()).toEqual([1, 1, 1]);
    }
  });

  test('is kept beside the one that goes on', async () => {
    await (await filled(5)).close();
    const damaged = readFileSync(log(), 'utf8').replace('"added"', '"addad"');
    writeFileSync(log(), damaged);
    await seeds(openGallery());
    const [copy = ''] = readdirSync(folder()).filter((name) => name.startsWith('gallery.jsonl.'));
    expect(readFileSync(join(folder(), copy), 'utf8')).toBe(damaged);
  });

  test('has not lost those that another program left in the meantime', async () => {
    const gallery = await filled(5);
    await openGallery().add(made(6, { workflow: paintingWorkflow(6, { name: 'Another' }) }));
    await gallery.close();
    age();
    const next = openGallery();
    await next.add(made(7));
    expect(await seeds(next)).toEqual([7, 6, 5]);
    for (const { id } of await listed(next)) {
      await next.picture(id, 'whole');
      await next.workflow(id);
    }
  });
});

test('a list is summed up while it grows, but for what can be taken back', async () => {
  const gallery = await filled(5);
  const nothing = Array.from({ length: 10_000 }, (_, number) => entry(number + 1).id);
  const [only] = await listed(gallery);
  await gallery.remove([only?.id ?? '']);
  for (let time = 0; time < 4; time++) await gallery.star(nothing, true);
  expect(statSync(log()).size).toBeGreaterThan(2 ** 20);
  const again = await reopened(gallery);
  await again.add(made(6));
  for (let time = 0; time < 4; time++) await again.star(nothing, true);
  expect(statSync(log()).size).toBeLessThan(2 ** 20);
  expect(await seeds(await reopened(again))).toEqual([6]);
});

test('the size of a gallery is that of its files, whatever its list says', async () => {
  const gallery = await filled(5);
  const { bytes } = await gallery.watch(0);
  await gallery.close();
  writeFileSync(log(), readFileSync(log(), 'utf8').replace(/"bytes":\d+/, '"bytes":9007199254740991'));
  expect((await openGallery().watch(0)).bytes).toBe(bytes);
});

test('a link in the place of a picture is no picture', async () => {
  await (await filled(5)).close();
  const picture = join(folder(), 'pictures', files('pictures')[0] ?? '');
  rmSync(picture);
  symlinkSync(workspace.write('mine.txt', 'mine'), picture);
  expect(await seeds(openGallery())).toEqual([]);
});

test('of what was left one picture that says nothing takes no other with it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const gallery = await filled(5);
  await openGallery().add(made(6));
  const [left = ''] = files('inbox');
  const path = join(folder(), 'inbox', left);
  writeFileSync(path, JSON.stringify([{ id: 'none' }, ...JSON.parse(readFileSync(path, 'utf8'))]));
  expect(await seeds(gallery)).toEqual([6, 5]);
});

test('what another program left for a gallery that is off leaves no file', async () => {
  const gallery = await filled(5);
  await openGallery().add(made(6));
  await gallery.set({ keeps: false });
  expect(await seeds(gallery)).toEqual([5]);
  expect([files('inbox'), files('pictures'), files('small')].map(({ length }) => length)).toEqual([0, 1, 1]);
});

test('what a program adds beside the engine that has the gallery is taken over by that one', async () => {
  const gallery = await filled(5);
  const beside = openGallery();
  await beside.add(made(6));
  expect((await beside.watch(0)).problem).toMatchObject({ code: 'gallery-elsewhere' });
  await expect(beside.clear()).rejects.toMatchObject({ code: 'gallery-elsewhere' });
  expect(files('inbox')).toHaveLength(1);
  expect(await seeds(gallery)).toEqual([6, 5]);
  expect(files('inbox')).toEqual([]);
});

test('a gallery whose folder went while it was open begins anew, and loses nothing that comes', async () => {
  const gallery = await filled(5);
  rmSync(folder(), { recursive: true });
  await gallery.add(made(6));
  expect(await seeds(gallery)).toEqual([6]);
  expect(await seeds(await reopened(gallery))).toEqual([6]);
});

test('a folder that cannot be written to is said once, and again when it could be and cannot', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  mkdirSync(join(workspace.path, '.arcspace'), { recursive: true });
  writeFileSync(folder(), 'a file in its place');
  const gallery = openGallery();
  for (const seed of [1, 2, 3]) await gallery.add(made(seed));
  expect(said).toHaveBeenCalledTimes(1);
  expect((await gallery.watch(0)).problem?.message).toContain('cannot be made');
  rmSync(folder());
  await gallery.add(made(4));
  expect(await seeds(gallery)).toEqual([4]);
  expect((await gallery.watch(0)).problem).toBeUndefined();
});

test('a workspace with a link in place of a part of its gallery has none, and nothing is written through it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const elsewhere = workspace.write('elsewhere/notes.txt', 'mine');
  mkdirSync(folder(), { recursive: true });
  symlinkSync(join(elsewhere, '..'), join(folder(), 'pictures'));
  const gallery = openGallery();
  await gallery.add(made(5));
  expect((await gallery.watch(0)).problem).toMatchObject({ code: 'outside-folders' });
  expect(readdirSync(join(elsewhere, '..'))).toEqual(['notes.txt']);
  rmSync(join(folder(), 'pictures'));
  await gallery.add(made(5));
  expect((await gallery.watch(0)).problem).toBeUndefined();
});

test('what was said when a gallery was looked at is not said any more when it can be', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  mkdirSync(folder(), { recursive: true });
  symlinkSync(workspace.path, join(folder(), 'pictures'));
  const gallery = openGallery();
  expect((await gallery.watch(0)).problem).toMatchObject({ code: 'outside-folders' });
  rmSync(join(folder(), 'pictures'));
  expect((await gallery.watch(0)).problem).toBeUndefined();
});

test('pages of ten thousand pictures are read from the disk once, and never again', async () => {
  const many = Array.from({ length: 10_000 }, (_, number) => entry(number, { picture: 'd'.repeat(64) }));
  const state = {
    entries: new Map(many.map((each) => [each.id, each])),
    removed: new Map(),
    bytes: 1,
    keeps: true,
    budget: 2 ** 31,
    dropped: 0,
    wholeSince: 0,
  };
  workspace.write(
    '.arcspace/gallery/gallery.jsonl',
    summaryOf(state)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  );
  workspace.write(`.arcspace/gallery/pictures/${'d'.repeat(64)}.png`, 'x');
  const gallery = openGallery();
  expect((await gallery.watch(0)).count).toBe(10_000);
  rmSync(folder(), { recursive: true });
  const page = await gallery.list({ ...everything, text: 'boat' }, 5_000, 100);
  expect(page).toMatchObject({ total: 10_000 });
  expect(page.entries.map(({ time }) => time)).toEqual(Array.from({ length: 100 }, (_, at) => 4_999 - at));
});
