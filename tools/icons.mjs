// Draws the icons in resources/ from the mark (src/renderer/icon.svg) and from the sheet of workflow files
// (resources/workflow.svg). To be run when one of the two has changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { icns, ico } from './package/iconFiles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const resources = join(root, 'resources');
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];

await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));

const painter = (svg) => (size) => new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();

/** On macOS the tile of an icon leaves a margin: 824 of 1024 pixels, by Apple's template. */
function withMargin(svg) {
  const inner = svg.replace('<svg ', '<svg x="100" y="100" width="824" height="824" ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">${inner}</svg>`;
}

const mark = readFileSync(join(root, 'src/renderer/icon.svg'), 'utf8');
const sheet = readFileSync(join(resources, 'workflow.svg'), 'utf8');

mkdirSync(join(resources, 'icons'), { recursive: true });
for (const size of linuxSizes) writeFileSync(join(resources, `icons/${size}x${size}.png`), painter(mark)(size));
writeFileSync(join(resources, 'icon.ico'), ico(painter(mark)));
writeFileSync(join(resources, 'icon.icns'), icns(painter(withMargin(mark))));
writeFileSync(join(resources, 'workflow.ico'), ico(painter(sheet)));
writeFileSync(join(resources, 'workflow.icns'), icns(painter(sheet)));
