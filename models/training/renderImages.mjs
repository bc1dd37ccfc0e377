// node models/training/renderImages.mjs
// Paints the pictures of images/ anew, by the program's own renderer: what each shows is said in images/factors.json.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import { withRenderer } from './renderer.mjs';

const side = 128;
const images = fileURLToPath(new URL('../../images', import.meta.url));
const shown = JSON.parse(readFileSync(join(images, 'factors.json'), 'utf8'));

await withRenderer(async (address) => {
  const { renderScene, captionOf, factorsOf, finish } = await import(address);
  for (const [path, { caption: _, ...facts }] of Object.entries(shown)) {
    const factors = { ...factorsOf(facts), ...onTheWay(path) };
    const { data } = finish(renderScene(factors, { width: side, height: side }, { variation: variationOf(path) }));
    const file = join(images, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, png(data));
    shown[path] = { ...facts, caption: captionOf(factors) };
  }
});
const lines = Object.entries(shown).map(([path, facts]) => `  ${JSON.stringify(path)}: ${JSON.stringify(facts)}`);
writeFileSync(join(images, 'factors.json'), `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} pictures`);

/** The sequence goes evenly from the left to the right and from day to sunset, between the words for it. */
function onTheWay(path) {
  const frame = /^sequence\/(\d+)\.png$/.exec(path)?.[1];
  if (frame === undefined) return {};
  const share = Number(frame) / 11;
  return { position: 0.2 + 0.6 * share, time: share };
}

/** A seed of all that is no factor: the same with an attribute and without it, and in all pictures that are compared. */
function variationOf(path) {
  const parts = path.replace(/\/(plus|minus)\//, '/');
  const scene = parts.startsWith('sets/') ? parts : parts.split('/')[0];
  return createHash('sha256').update(scene).digest().readUInt32LE() % 2 ** 24;
}

function png(planes) {
  const area = side * side;
  const pixels = new Uint8ClampedArray(4 * area).fill(255);
  for (let at = 0; at < area; at++) {
    for (let channel = 0; channel < 3; channel++)
      pixels[4 * at + channel] = Math.round(planes[channel * area + at] * 255);
  }
  const canvas = createCanvas(side, side);
  canvas.getContext('2d').putImageData(new ImageData(pixels, side, side), 0, 0);
  return canvas.toBuffer('image/png');
}
