import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const shared = {
  drawFactors: 'scenes/drawFactors.ts',
  renderScene: 'scenes/renderScene.ts',
  captionOf: 'scenes/caption.ts',
  factorsOf: 'scenes/facts.ts',
  finish: 'tensor/work.ts',
};

/** Calls `use` with the address of the program's own renderer, as one file that plain Node imports; the file is gone afterwards. */
export async function withRenderer(use) {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-scenes-'));
  try {
    const entry = join(folder, 'entry.ts');
    const at = (path) => JSON.stringify(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)));
    writeFileSync(
      entry,
      Object.entries(shared)
        .map(([name, path]) => `export { ${name} } from ${at(path)};\n`)
        .join(''),
    );
    const file = join(folder, 'renderer.mjs');
    await build({ input: entry, platform: 'node', output: { file, format: 'esm' }, logLevel: 'warn' });
    return await use(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
