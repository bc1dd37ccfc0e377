import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenModelPath } from '../testing/goldenModel.ts';

const root = join(import.meta.dirname, '../../..');
/** Inside the program's folder, so that packages are found. */
const built = join(root, 'node_modules/.arcspace-test-webgpu');

/** Vulkan without a card, as Debian's package chromium brings it. */
const vulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';
const isThere = existsSync(vulkan);
if (!isThere) console.log(`WebGPU is not compared with the CPU: there is no ${vulkan}.`);

describe.skipIf(!isThere)('WebGPU gives the numbers of the CPU, within 1e-4 of their peaks', () => {
  beforeAll(async () => {
    const ssr = join(root, 'src/engine/testing/providerParity.ts');
    await build({ configFile: false, root, logLevel: 'error', build: { ssr, outDir: built } });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));

  // A processor that plays a graphics card, beside other tests on two cores.
  test('in every network of Stable Diffusion, end to end', { timeout: 300_000 }, async () => {
    const env = { ...process.env, LD_LIBRARY_PATH: '/usr/lib/chromium', VK_ICD_FILENAMES: vulkan };
    const args = [join(built, 'providerParity.js'), 'webgpu', goldenModelPath('sd15-tiny'), '4'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const apart = Object.entries(JSON.parse(stdout) as Record<string, number>);
    expect(apart.map(([name]) => name)).toEqual(expect.arrayContaining(['denoiser', 'encoder', 'decoder']));
    for (const [name, difference] of apart) expect(difference, name).toBeLessThan(1e-4);
    // To the last bit would be the CPU itself.
    expect(Math.max(...apart.map(([, difference]) => difference))).toBeGreaterThan(0);
  });
});
