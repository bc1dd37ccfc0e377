import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { clearLeftovers, clearLeftoversBelow } from './clearLeftovers.ts';
import { temporaryName } from './temporaryNames.ts';

const folder = temporaryFolder();
const own = temporaryName().split('-');

/** The name of a file that another process is writing, or was. */
function nameOf(changes: { machine?: string; process?: number; started?: string }): string {
  const [prefix, machine = '', id = '', started = '', random] = own;
  return [prefix, changes.machine ?? machine, changes.process ?? id, changes.started ?? started, random].join('-');
}

const dead = () => spawnSync(process.execPath, ['--version']).pid;

async function left(name: string): Promise<boolean> {
  folder.write(name, 'half');
  await clearLeftovers(folder.path);
  return readdirSync(folder.path).includes(name);
}

describe('an unfinished file is removed', () => {
  test('when its process is dead', async () => {
    expect(await left(nameOf({ process: dead() }))).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')(
    'when its process id was given out again (seen on Linux only)',
    async () => {
      expect(await left(nameOf({ started: '1' }))).toBe(false);
    },
  );

  test('when nobody wrote to it for a day, wherever its writer is', async () => {
    const name = nameOf({ machine: '00000000' });
    const yesterday = Date.now() / 1000 - 25 * 60 * 60;
    utimesSync(folder.write(name, 'half'), yesterday, yesterday);
    await clearLeftovers(folder.path);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

test('an unfinished folder is removed with all that is in it, when its process is dead', async () => {
  folder.write(join(nameOf({ process: dead() }), 'vae/weights'), 'half');
  folder.write(join(temporaryName(), 'weights'), 'half');
  await clearLeftovers(folder.path);
  expect(readdirSync(folder.path)).toEqual([expect.stringContaining(`-${process.pid}-`)]);
});

describe('a file stays', () => {
  test('that this process is writing', async () => {
    expect(await left(temporaryName())).toBe(true);
  });

  test('that another living process is writing', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    // Where the system does not say when a process started, its name says 0.
    expect(await left(nameOf({ process: child.pid ?? 0, started: '0' }))).toBe(true);
    child.kill();
  });

  test('that a process of another machine may be writing', async () => {
    expect(await left(nameOf({ machine: '00000000', process: dead() }))).toBe(true);
  });

  test.each(['.arcspace-notes.tmp', 'a.tmp', 'picture.png.1234567', '.hidden'])(
    'that is not ours: %s',
    async (name) => {
      expect(await left(name)).toBe(true);
    },
  );
});

test('all folders below are cleared, but none that the program never writes to', async () => {
  const name = nameOf({ process: dead() });
  const cleared = ['', 'results/frames', '.arcspace/versions/a'];
  const skipped = ['.git', 'node_modules/a'];
  for (const place of [...cleared, ...skipped]) folder.write(join(place, name), 'half');
  await clearLeftoversBelow(folder.path);
  const found = readdirSync(folder.path, { recursive: true }).filter((path) => String(path).endsWith('.tmp'));
  expect(found.sort()).toEqual(skipped.map((place) => join(place, name)).sort());
});
