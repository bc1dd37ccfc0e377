import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probe } from './probe.ts';
import { forkProbe } from './probing/forkProbe.ts';

const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test-probe');

beforeAll(async () => {
  const ssr = join(root, 'src/engine/providers/probing/probeProcess.ts');
  await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** The script of another process in place of the probe's. */
function script(text: string): string {
  const file = join(built, 'stand-in.mjs');
  writeFileSync(file, text);
  return file;
}

describe('a provider is tried in a process of its own', () => {
  test('and believed when it computes', async () => {
    const outcome = await probe('cpu', forkProbe(join(built, 'probeProcess.js')));
    const speed = { small: expect.any(Number), whole: expect.any(Number), sample: expect.any(Array) };
    expect(outcome).toEqual({ computes: true, milliseconds: expect.any(Number), speed });
  });

  test('and not when ONNX Runtime has no such provider here', async () => {
    const outcome = await probe('coreml', forkProbe(join(built, 'probeProcess.js')));
    expect(outcome).toMatchObject({ computes: process.platform === 'darwin' });
  });

  test.skipIf(process.platform === 'win32')('whose death by a signal is a reason', async () => {
    const outcome = await probe(
      'cuda',
      forkProbe(script('process.kill(process.pid, "SIGBUS"); setInterval(() => {});')),
    );
    expect(outcome).toMatchObject({ computes: false, reason: expect.stringContaining('was killed by SIGBUS') });
    expect(outcome).toMatchObject({ remedy: expect.stringContaining('--repair') });
  });

  test('which is ended when it takes too long', async () => {
    const outcome = await probe('webgpu', forkProbe(script('setInterval(() => {}, 1000);'), 300));
    expect(outcome).toEqual({ computes: false, reason: 'The process that tried it did not end within 0.3 seconds.' });
  });

  test('whose death at larger work is a reason as well', async () => {
    const dying = script(`console.log('arcspace-probe {"computes":true,"milliseconds":3}'); process.exitCode = 7;`);
    expect(await probe('webgpu', forkProbe(dying))).toEqual({
      computes: false,
      reason: 'The process that tried it ended with code 7.',
    });
  });

  test('whatever libraries write to its output', async () => {
    const noisy = script(
      `console.log('Hello from a driver\\narcspace-probe {"computes":true,"milliseconds":3}\\nand good bye');`,
    );
    expect(await probe('webgpu', forkProbe(noisy))).toEqual({ computes: true, milliseconds: 3 });
  });
});
