import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../createEngine.ts';
import { contentsOf } from '../testing/contentsOf.ts';
import { isSealed } from './sealed.ts';
import { isTemporaryName } from './temporaryNames.ts';

/** `ARCSPACE_KILLS=300 npx vitest run src/engine/files/killed.test.ts` kills more often and says what it found. */
const kills = Number(process.env.ARCSPACE_KILLS ?? 24);
const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test');
/** Processes that save into the same folder at once. */
const together = 4;

let workspace: string;

beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'arcspace-killed-'));
  const ssr = join(root, 'src/engine/testing/savesWithoutEnd.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
});
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
  rmSync(built, { recursive: true, force: true });
});

/** Starts a process that saves, and kills it at some moment of its work. */
async function saveAndKill(): Promise<void> {
  const child = fork(join(built, 'savesWithoutEnd.js'), [workspace], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'message'), ended]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
  child.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
}

interface Found {
  files: number;
  empty: string[];
  broken: string[];
  unfinished: string[];
}

function lookAround(): Found {
  const found: Found = { files: 0, empty: [], broken: [], unfinished: [] };
  for (const [path, content] of contentsOf(workspace)) {
    found.files++;
    if (isTemporaryName(basename(path))) found.unfinished.push(path);
    else if (content === '') found.empty.push(path);
    else if (!isWhole(path, content)) found.broken.push(path);
  }
  return found;
}

function isWhole(path: string, content: string): boolean {
  if (path.endsWith('.png')) return isSealed(Buffer.from(content, 'latin1'));
  try {
    return JSON.parse(content) !== undefined;
  } catch {
    return false;
  }
}

async function killAll(): Promise<Found> {
  for (const folder of ['images', 'results']) rmSync(join(workspace, folder), { recursive: true, force: true });
  await Promise.all(Array.from({ length: together }, saveAndKill));
  return lookAround();
}

test(
  'processes that are killed while they save leave no empty and no half file, and after the next start nothing',
  async () => {
    const total = { kills, files: 0, unfinished: 0 };
    for (let killed = 0; killed < kills; killed += together) {
      const { files, empty, broken, unfinished } = await killAll();
      expect({ empty, broken }).toEqual({ empty: [], broken: [] });
      await createEngine({ program: workspace, workspace, provider: 'cpu' }).close();
      expect(lookAround().unfinished).toEqual([]);
      total.files += files;
      total.unfinished += unfinished.length;
    }
    if (process.env.ARCSPACE_KILLS) console.log('0 empty, 0 broken, 0 left after the next start, of', total);
  },
  60_000 + 3000 * kills,
);
