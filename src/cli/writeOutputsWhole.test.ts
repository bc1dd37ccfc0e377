import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterAll, expect, test } from 'vitest';
import { createSmallDisk } from '../engine/testing/smallDisk.ts';
import { temporaryFolder } from '../engine/testing/temporaryFolder.ts';
import { writeOutputsWhole } from './writeOutputsWhole.ts';

const folder = temporaryFolder();
const disk = createSmallDisk(256 * 1024);
const noDisk = typeof disk === 'string' ? disk : '';
if (noDisk) console.warn(`Output into a file on a full disk is not tested here: ${noDisk}.`);
afterAll(() => {
  if (typeof disk !== 'string') disk.remove();
});

/** As Node makes the standard output where it is a file: one write, its count not looked at. */
function outputInto(file: string) {
  const fd = openSync(file, 'w');
  const write = (chunk: Uint8Array, _: unknown, done: () => void) => {
    writeSync(fd, chunk);
    done();
  };
  return Object.assign(new Writable({ write }), { fd });
}

/** @returns what went wrong. */
async function print(file: string, text: string): Promise<unknown> {
  const output = outputInto(file);
  writeOutputsWhole([output]);
  try {
    output.end(text);
    await finished(output);
    return undefined;
  } catch (thrown) {
    return thrown;
  } finally {
    closeSync(output.fd);
  }
}

test('what is printed into a file is all there', async () => {
  const file = join(folder.path, 'out.txt');
  expect(await print(file, 'Größe\n'.repeat(100_000))).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('Größe\n'.repeat(100_000));
});

test.skipIf(noDisk !== '')('what a nearly full disk does not take is an error', async () => {
  if (typeof disk === 'string') return;
  disk.clear();
  disk.leave(8192);
  expect(await print(join(disk.folder, 'out.txt'), 'x'.repeat(40_000))).toMatchObject({ code: 'ENOSPC' });
});
