import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { workflowIn } from '../graph/png/pngText.ts';
import { programFolder } from '../host/programFolder.ts';
import { arcspace } from './testing/arcspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-batch-'));
const workspace = join(folder, 'workspace');
const holiday = join(folder, 'holiday');
const file = join(folder, 'flows/resave.json');

afterAll(() => rmSync(folder, { recursive: true }));

const pictures = join(programFolder(), 'images/pictures');
const [first = '', second = ''] = readdirSync(pictures).filter((name) => name.endsWith('.png'));
mkdirSync(holiday);
mkdirSync(join(folder, 'flows'));
cpSync(join(pictures, first), join(holiday, '2.png'));
cpSync(join(pictures, second), join(holiday, '10.png'));
writeFileSync(join(holiday, 'notes.txt'), 'no picture');
writeFileSync(
  file,
  JSON.stringify({
    format: 'arcspace-workflow',
    version: 2,
    name: 'Resave',
    nodes: [
      { id: 'load', type: 'load_image', parameters: { width: 32, height: 32 } },
      { id: 'show', type: 'preview_image' },
    ],
    links: [{ from: 'load.image', to: 'show.image' }],
  }),
);

const batch = (out: string, input: string, ...rest: string[]) =>
  arcspace('batch', file, '--json', '-w', workspace, '--out', join(folder, out), '--input', input, ...rest);
const lines = (out: string) => out.split('\n').map((line) => JSON.parse(line) as Record<string, never>);

describe('arcspace batch', () => {
  test('runs with each picture of a folder in the order of their names, wherever it lies', async () => {
    const { code, out, errors } = await batch('all', `load.path=${holiday}`);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ axes: [{ name: 'load.path', values: ['holiday/2.png', 'holiday/10.png'] }] });
    expect(errors).toContain('that are no pictures: notes.txt');
    const carried = workflowIn(readFileSync(join(folder, 'all/resave-02-show.png'))) ?? '';
    expect(carried).toContain('"path":"holiday/10.png"');
    expect(carried).not.toContain(folder);
  });

  test('computes anew what has changed in the folder, and nothing else', async () => {
    cpSync(join(pictures, second), join(holiday, '2.png'));
    cpSync(join(pictures, first), join(holiday, '11.png'));
    const { out } = await batch('all', `load.path=${holiday}`, '--resume');
    expect(lines(out)[0]).toMatchObject({ cells: 3, known: 1 });
  });

  test('goes over the lines of a text file, and over axes besides', async () => {
    writeFileSync(join(folder, 'list.txt'), `images/pictures/${first}\nimages/pictures/${second}\n`);
    const { code, out } = await batch('list', `load.path=${join(folder, 'list.txt')}`, '--axis', 'load.width=16,32');
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ cells: 4 });
    expect(readdirSync(join(folder, 'list')).filter((name) => name.endsWith('-show.png'))).toHaveLength(4);
  });

  test('names a folder in the workspace as the workspace does', async () => {
    cpSync(holiday, join(workspace, 'deep/holiday'), { recursive: true });
    const { out } = await batch('inside', `load.path=${join(workspace, 'deep/holiday')}`);
    expect(lines(out)[0]).toMatchObject({ axes: [{ values: expect.arrayContaining(['deep/holiday/2.png']) }] });
  });

  test('refuses a folder whose files have the path of others', async () => {
    cpSync(holiday, join(workspace, 'holiday'), { recursive: true });
    const { code, errors } = await batch('other', `load.path=${holiday}`);
    expect(code).toBe(2);
    expect(errors).toContain('Rename the folder.');
  });

  test('refuses two folders of the same name whose files have the same paths', async () => {
    const other = join(folder, 'elsewhere/holiday');
    const blend = join(folder, 'flows/blend.json');
    cpSync(join(pictures, first), join(other, '2.png'), { recursive: true });
    cpSync(holiday, join(folder, 'here/holiday'), { recursive: true });
    const show = { id: 'show', type: 'preview_image' };
    const load = (id: string) => ({ id, type: 'load_image', parameters: { width: 32, height: 32 } });
    writeFileSync(
      blend,
      JSON.stringify({
        ...JSON.parse(readFileSync(file, 'utf8')),
        nodes: [load('a'), load('b'), show, { ...show, id: 'also' }],
        links: [
          { from: 'a.image', to: 'show.image' },
          { from: 'b.image', to: 'also.image' },
        ],
      }),
    );
    const inputs = ['--input', `a.path=${join(folder, 'here/holiday')}`, '--input', `b.path=${other}`];
    const places = ['--json', '-w', join(folder, 'bare'), '--out', join(folder, 'two')];
    const { code, errors } = await arcspace('batch', blend, ...places, ...inputs);
    expect(code).toBe(2);
    expect(errors).toContain(join(other, '2.png'));
    expect(errors).toContain('Rename the folder.');
  });

  test('runs with each film of a folder', async () => {
    const films = join(folder, 'films of mine');
    const flow = join(folder, 'flows/frames.json');
    cpSync(join(programFolder(), 'images/films/nightfall.webm'), join(films, 'a.webm'), { recursive: true });
    writeFileSync(
      flow,
      JSON.stringify({
        ...JSON.parse(readFileSync(file, 'utf8')),
        nodes: [
          { id: 'film', type: 'load_video', parameters: { width: 32, height: 32 } },
          { id: 'save', type: 'save_video' },
        ],
        links: [{ from: 'film.frames', to: 'save.frames' }],
      }),
    );
    const places = ['--json', '-w', workspace, '--out', join(folder, 'frames')];
    const { code, out } = await arcspace('batch', flow, ...places, '--input', `film.path=${films}`);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ axes: [{ values: ['films of mine/a.webm'] }] });
  });

  test.each([
    ['load.width=HOLIDAY', 2, 'load.width is no path'],
    ['load.path=EMPTY', 4, 'There are no pictures'],
    ['load.path=nowhere', 4, 'nowhere'],
    ['load.path', 2, '--input node.parameter=FOLDER'],
  ])('refuses %s with code %i', async (input, code, message) => {
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const answer = await batch('none', input.replace('HOLIDAY', holiday).replace('EMPTY', join(folder, 'empty')));
    expect(answer.code).toBe(code);
    expect(answer.errors).toContain(message);
  });

  test('puts no results among the inputs', async () => {
    const { code, errors } = await batch('holiday', `load.path=${holiday}`);
    expect(code).toBe(2);
    expect(errors).toContain('--out');
  });

  test('puts no results among the folders that are its inputs', async () => {
    const albums = join(folder, 'albums');
    const flow = join(folder, 'flows/sets.json');
    cpSync(holiday, join(albums, 'first'), { recursive: true });
    writeFileSync(
      flow,
      JSON.stringify({
        ...JSON.parse(readFileSync(file, 'utf8')),
        nodes: [
          { id: 'load', type: 'load_images' },
          { id: 'show', type: 'preview_image' },
        ],
        links: [{ from: 'load.image', to: 'show.image' }],
      }),
    );
    const places = ['--json', '-w', workspace, '--out', join(albums, 'results')];
    const { code, errors } = await arcspace('batch', flow, ...places, '--input', `load.folder=${albums}`);
    expect(code).toBe(2);
    expect(errors).toContain('Results would lie among the inputs');
  });
});
