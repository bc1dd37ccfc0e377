import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasRedis, PASSWORD } from '../cluster/testing/redisServer.ts';
import { contentsOf } from '../engine/testing/contentsOf.ts';
import { programFolder } from '../host/programFolder.ts';
import { arcspace, arcspaceWatched } from './testing/arcspace.ts';
import { type QueueAtWork, startQueueAtWork } from './testing/queueAtWork.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-cli-queue-sweep-'));
const at = (path: string) => join(folder, path);
const pictures = join(programFolder(), 'images/pictures');
const textToImage = join(programFolder(), 'workflows/text-to-image.json');
const argumentsOf = (out: string, axes: readonly string[]) => [
  ...['sweep', textToImage, '--json', '-w', at('workspace'), '--out', at(out), '--set', 'steps=2'],
  ...axes.flatMap((axis) => ['--axis', axis]),
];
const lines = (out: string) => out.split('\n').map((line) => JSON.parse(line) as Record<string, never>);
const cells = (out: string) => lines(out).filter(({ type }) => type === 'cell');

/** Pictures and sheets; tables and records have times in them. */
const results = (out: string) => new Map([...contentsOf(at(out))].filter(([name]) => name.endsWith('.png')));
const done = (out: string) => [...results(out).keys()].filter((name) => name.endsWith('-decode.png')).length;

let work: QueueAtWork;

describe.skipIf(!hasRedis())('on a queue', () => {
  beforeAll(async () => {
    vi.stubEnv('ARCSPACE_QUEUE_PASSWORD', PASSWORD);
    work = await startQueueAtWork(folder, 2);
  });
  afterAll(async () => {
    await work.stop();
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });

  test('a sweep gives the files of one on this machine, byte for byte', async () => {
    const axes = ['denoise.guidance=1,5', 'noise.seed=3..4'];
    const { code, out, errors } = await arcspace(...argumentsOf('there', axes), ...work.options);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(cells(out)).toHaveLength(4);
    await arcspace(...argumentsOf('here', axes));
    expect(results('there')).toEqual(results('here'));
    expect(done('there')).toBe(4);
    expect(work.computed()).toBe(4);
  });

  test('a sweep that goes on sends only what is not there, and computes nothing that the store has', async () => {
    rmSync(at('there/text-to-image-01-01-decode.png'));
    const before = work.computed();
    const axes = ['denoise.guidance=1,5', 'noise.seed=3..5'];
    const { code, out } = await arcspace(...argumentsOf('there', axes), '--resume', ...work.options);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ cells: 6, known: 3 });
    expect(cells(out)).toHaveLength(3);
    expect(work.computed()).toBe(before + 2);
    expect(done('there')).toBe(6);
  });

  test('a sweep ends by Ctrl+C with a sheet of what is done, and goes on from there', async () => {
    let seen = 0;
    const press = (line: string) => {
      if (line.includes('"type":"cell"') && ++seen === 2) process.emit('SIGINT');
    };
    const asked = argumentsOf('stopped', ['noise.seed=11..19']);
    expect((await arcspaceWatched(press, ...asked, ...work.options)).code).toBe(130);
    const known = done('stopped');
    expect(known).toBeGreaterThanOrEqual(2);
    expect([...results('stopped').keys()]).toContain('text-to-image-sheet.png');
    const { code, out } = await arcspace(...asked, '--resume', ...work.options);
    expect(code).toBe(0);
    expect(lines(out)[0]).toMatchObject({ cells: 9, known });
    expect(done('stopped')).toBe(9);
  });

  test('a cell that fails says why, and the others are computed', async () => {
    const { code, out } = await arcspace(...argumentsOf('failing', ['denoise.stop_at=0,50']), ...work.options);
    expect(code).toBe(1);
    expect(
      cells(out)
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['completed', 'failed']);
    expect(done('failing')).toBe(1);
    expect(readFileSync(at('failing/text-to-image-sweep.csv'), 'utf8')).toContain('50');
  });

  test('a batch sends the pictures of a folder outside the workspace', async () => {
    mkdirSync(at('holiday'));
    const [first = '', second = ''] = readdirSync(pictures);
    cpSync(join(pictures, first), at('holiday/1.png'));
    cpSync(join(pictures, second), at('holiday/2.png'));
    const workflow = {
      format: 'arcspace-workflow',
      version: 2,
      name: 'Resave',
      nodes: [
        { id: 'load', type: 'load_image', parameters: { width: 32, height: 32 } },
        { id: 'show', type: 'preview_image' },
      ],
      links: [{ from: 'load.image', to: 'show.image' }],
    };
    writeFileSync(at('resave.json'), JSON.stringify(workflow));
    const batch = [
      'batch',
      at('resave.json'),
      '--json',
      '-w',
      at('workspace'),
      '--input',
      `load.path=${at('holiday')}`,
    ];
    const { code } = await arcspace(...batch, '--out', at('batch-there'), ...work.options);
    expect(code).toBe(0);
    await arcspace(...batch, '--out', at('batch-here'));
    expect(results('batch-there')).toEqual(results('batch-here'));
    expect([...results('batch-there').keys()]).toContain('resave-02-show.png');
  });
});
