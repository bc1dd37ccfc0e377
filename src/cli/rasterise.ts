import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFonts } from './fonts.ts';

const { resolve } = createRequire(import.meta.url);

const loaded = { fonts: undefined as Promise<Uint8Array[]> | undefined };

/** The text of an SVG -> a PNG of twice its size, drawn with the fonts that come with the program. */
export async function rasterise(svg: string): Promise<Uint8Array> {
  loaded.fonts ??= load();
  const picture = new Resvg(drawable(svg), {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontBuffers: await loaded.fonts, defaultFontFamily: 'Inter Variable' },
  });
  return picture.render().asPng();
}

async function load(): Promise<Uint8Array[]> {
  await initWasm(readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return (await readFonts()).map(({ bytes }) => bytes);
}

/** The fonts have no root sign. */
function drawable(svg: string): string {
  return svg.replaceAll('√', 'sqrt ');
}
