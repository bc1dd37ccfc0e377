import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, describe, expect, test } from 'vitest';
import { workflowIn } from '../graph/png/pngText.ts';
import { programFolder } from '../host/programFolder.ts';
import { arcspace, arcspaceWatched } from './testing/arcspace.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-sweep-'));
const workspace = join(folder, 'workspace');
const textToImage = join(programFolder(), 'workflows/text-to-image.json');

afterAll(() => rmSync(folder, { recursive: true }));

const place = (out: string, ...names: string[]) => join(folder, out, ...names);
const argumentsOf = (out: string, axes: readonly string[], rest: readonly string[] = []) => [
  'sweep',
  textToImage,
  ...['--json', '-w', workspace, '--out', place(out), '--set', 'steps=2'],
  ...axes.flatMap((axis) => ['--axis', axis]),
  ...rest,
];
const sweep = (out: string, axes: readonly string[], ...rest: string[]) => arcspace(...argumentsOf(out, axes, rest));
const lines = (out: string) => out.split('\n').map((line) => JSON.parse(line) as Record<string, never>);
const cells = (out: string) => lines(out).filter(({ type }) => type === 'cell');
const pictures = (out: string) => readdirSync(place(out)).filter((name) => name.endsWith('-decode.png'));
const table = (out: string) => {
  const text = readFileSync(place(out, 'text-to-image-sweep.csv'), 'utf8');
  const [header = [], ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(','));
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index], cell])));
};
const sheet = (out: string, name = 'text-to-image-sheet.png') => decode(readFileSync(place(out, name)));

describe('arcspace sweep', () => {
  test('computes every cell, and saves each picture with the workflow that made it', async () => {
    const { code, out } = await sweep('grid', ['denoise.guidance=1:5:2', 'noise.seed=3..4']);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ type: 'sweep', cells: 4, known: 0 });
    expect(lines(out).at(-1)).toEqual({
      type: 'saved',
      files: ['sweep.csv', 'sheet.png', 'sweep.json'].map((name) => place('grid', `text-to-image-${name}`)),
    });
    expect(pictures('grid')).toHaveLength(4);
    const carried = JSON.parse(workflowIn(readFileSync(place('grid', 'text-to-image-02-01-decode.png'))) ?? '');
    const parameters = Object.fromEntries(
      (carried.nodes as { id: string; parameters: object }[]).map((node) => [node.id, node.parameters]),
    );
    expect(parameters).toMatchObject({ denoise: { guidance: 5, steps: 2 }, noise: { seed: 3 } });
  });

  test('gives the pictures that run gives, byte for byte', async () => {
    const settings = ['steps=2', 'denoise.guidance=5', 'noise.seed=4'].flatMap((each) => ['--set', each]);
    await arcspace('run', textToImage, '--json', '-w', workspace, '--out', place('run'), ...settings);
    const [own, other] = ['grid/text-to-image-02-02-decode.png', 'run/text-to-image-decode.png'];
    expect(readFileSync(place(own)).equals(readFileSync(place(other)))).toBe(true);
  });

  test('writes parameters, files and numbers of each cell into a table', () => {
    expect(table('grid').map((row) => [row['denoise.guidance'], row['noise.seed'], row.files])).toEqual([
      ['1', '3', 'text-to-image-01-01-decode.png'],
      ['1', '4', 'text-to-image-01-02-decode.png'],
      ['5', '3', 'text-to-image-02-01-decode.png'],
      ['5', '4', 'text-to-image-02-02-decode.png'],
    ]);
    for (const row of table('grid')) expect(Number(row['denoise.latents norm/√d'])).toBeGreaterThan(0);
  });

  test('draws the pictures beside their values', () => {
    const { width, height } = sheet('grid');
    expect(width).toBeGreaterThan(2 * 128);
    expect(height).toBeGreaterThan(2 * 128 + 3 * 12);
  });

  test('computes only what is not there when it goes on, on more values too, and draws the sheet anew', async () => {
    const before = sheet('grid').height;
    rmSync(place('grid', 'text-to-image-01-01-decode.png'));
    writeFileSync(place('grid', 'text-to-image-02-01-decode.png'), 'something else');
    const { code, out } = await sweep('grid', ['denoise.guidance=1:5:2', 'noise.seed=3..5'], '--resume');
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ cells: 6, known: 2 });
    expect(cells(out).map(({ values }) => Object.values(values ?? {}))).toEqual(
      expect.arrayContaining([
        [1, 3],
        [5, 3],
        [1, 5],
        [5, 5],
      ]),
    );
    expect(cells(out)).toHaveLength(4);
    expect(sheet('grid').height).toBeGreaterThan(before + 100);
    expect(table('grid')).toHaveLength(6);
    expect(readFileSync(place('grid', 'text-to-image-02-01-decode.png'), 'utf8')).toBe('something else');
  });

  test('knows cells by their content and not by their names', async () => {
    const { out } = await sweep('grid', ['denoise.guidance=1,5', 'noise.seed=9,3'], '--resume');
    expect(lines(out)[0]).toMatchObject({ cells: 4, known: 2 });
    expect(table('grid').filter((row) => row['noise.seed'] === '9')).toHaveLength(2);
  });

  test('does not go on with what is there unless it is asked to', async () => {
    const { code, errors } = await sweep('grid', ['noise.seed=1,2']);
    expect(code).toBe(2);
    expect(errors).toContain('Add --resume');
  });

  test('ends by Ctrl+C with code 130 and a sheet of what is done, and goes on from there', async () => {
    let seen = 0;
    const press = (line: string) => {
      if (line.includes('"type":"cell"') && ++seen === 2) process.emit('SIGINT');
    };
    const axes = ['noise.seed=1..9'];
    expect((await arcspaceWatched(press, ...argumentsOf('stopped', axes))).code).toBe(130);
    const done = pictures('stopped').length;
    // The next cell was under way, and may have been finished before it heard.
    expect([2, 3]).toContain(done);
    expect(sheet('stopped').width).toBeGreaterThan(3 * 128);
    expect(table('stopped').map(({ files }) => files !== '')).toEqual(Array.from({ length: 9 }, (_, at) => at < done));
    const { code, out } = await sweep('stopped', axes, '--resume');
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ cells: 9, known: done });
    expect(cells(out)).toHaveLength(9 - done);
  });

  test('leaves sheet and table as they are when Ctrl+C comes while it looks at what is done', async () => {
    const summaries = () =>
      readdirSync(place('stopped')).filter((name) => name.includes('-sweep') || name.includes('-sheet'));
    const contents = () => summaries().map((name) => readFileSync(place('stopped', name), 'base64'));
    const before = contents();
    const press = (event: string | symbol) => {
      if (event === 'SIGINT') setImmediate(() => process.emit('SIGINT'));
    };
    process.on('newListener', press);
    const { code, out } = await sweep('stopped', ['noise.seed=1..9'], '--resume').finally(() =>
      process.off('newListener', press),
    );
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(contents()).toEqual(before);
  });

  test('keeps a record of what is done when it cannot go on', async () => {
    let seen = 0;
    const breakOff = (line: string) => {
      if (line.includes('"type":"cell"') && ++seen === 2) throw new Error('nobody listens any more');
    };
    const axes = ['noise.seed=1..4'];
    expect((await arcspaceWatched(breakOff, ...argumentsOf('broken', axes))).code).not.toBe(0);
    expect(lines((await sweep('broken', axes, '--resume')).out)[0]).toMatchObject({ cells: 4, known: 2 });
  });

  test('says before anything runs that its results cannot be written', async () => {
    writeFileSync(place('in the way'), 'a file');
    const { code, out, errors } = await sweep('in the way/results', ['noise.seed=1,2']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain('in the way" is a file, not a folder');
  });

  test('makes a sheet for each value of a third axis, and reads values from a file', async () => {
    writeFileSync(place('prompts.txt'), 'a red house\n\na blue boat, at sea\n');
    const axes = [`prompt.text=@${place('prompts.txt')}`, 'noise.seed=1', 'guidance=1,3'];
    expect((await sweep('three', axes)).code).toBe(0);
    expect(sheet('three', 'text-to-image-sheet-1.png').width).toBe(sheet('three', 'text-to-image-sheet-2.png').width);
    expect(pictures('three')).toHaveLength(4);
  });

  test('goes on when a cell fails, says why in the table, and ends with code 1', async () => {
    const { code, out } = await sweep('failing', ['denoise.stop_at=0,50']);
    expect(code).toBe(1);
    expect(cells(out).map(({ outcome }) => outcome)).toEqual(['completed', 'failed']);
    expect(pictures('failing')).toHaveLength(1);
    expect(table('failing')[1]?.problem).toContain('50');
  });

  test.each([
    [['denoise.guidanse=1,2'], 2, 'Did you mean "guidance"?'],
    [['denoise.steps=1:4:3'], 2, 'denoise.steps cannot be "2.5"'],
    [[], 2, '--axis node.parameter'],
    [['about.text={a|b}'], 2, 'No result depends on about.text'],
    [['prompt.text=@nowhere.txt'], 4, 'nowhere.txt'],
    [['model.model=starter,another'], 4, 'another'],
  ])('refuses the axes %s with code %i before anything runs', async (axes, code, message) => {
    const answer = await sweep('refused', axes);
    expect({ code: answer.code, out: answer.out }).toEqual({ code, out: '' });
    expect(answer.errors).toContain(message);
  });

  test('looks before anything runs for the models on the side of a switch that only a later cell chooses', async () => {
    const { nodes, links, ...rest } = JSON.parse(readFileSync(textToImage, 'utf8'));
    const model = nodes.find(({ id }: { id: string }) => id === 'model');
    const other = { ...model, id: 'other', parameters: { ...model.parameters, model: 'another' } };
    const turned = { ...model, id: 'switch', type: 'switch', version: 1, parameters: {} };
    const rewired = links.map((link: { from: string; to: string }) =>
      link.to === 'decode.vae' ? { ...link, from: 'switch.value' } : link,
    );
    const sides = [
      { from: 'model.vae', to: 'switch.off' },
      { from: 'other.vae', to: 'switch.on' },
    ];
    const file = place('switched.json');
    writeFileSync(file, JSON.stringify({ ...rest, nodes: [...nodes, other, turned], links: [...rewired, ...sides] }));
    const swept = (axis: string) =>
      arcspace('sweep', file, '--json', '-w', workspace, '--out', place('switched'), '--axis', axis);
    const { code, out, errors } = await swept('switch.is_on=false,true');
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(errors).toContain('another');
  });
});
