import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { createImageService } from '../src/engine/images/imageService.ts';
import { pictureMediaType } from '../src/graph/pictureFormats.ts';
import { expect, test } from './fixtures/test.ts';

const folder = 'fixtures/pictures';
const images = createImageService();

/**
 * What Chromium reads otherwise, and we read as Pillow does: EXIF in WebP behind the letters that JPEG puts before it, a
 * JPEG without its end (Chromium leaves out the last rows), and what it shows of an AVIF sequence.
 */
const otherwise = /^orientation-[2-8]\.webp$|^no-end\.jpg$|^animated\.avif$/;
/** Levels by which the rounding of transparency and of wide gamuts may differ. */
const tolerance = 3;

test('every picture has the size and the pixels that the browser sees', async ({ browser }) => {
  const page = await browser.newPage();
  const names = readdirSync(folder).filter(
    (name) => !['.json', '.py'].includes(extname(name)) && !otherwise.test(name),
  );
  const different: string[] = [];
  for (const name of names) {
    const bytes = readFileSync(`${folder}/${name}`);
    const { data, shape } = await images.decode(bytes, name);
    const url = `data:${pictureMediaType(name)};base64,${bytes.toString('base64')}`;
    const seen = await page.evaluate(pixelsInBrowser, url);
    const area = seen.width * seen.height;
    const levels = seen.rgba.map((_, i) =>
      i % 4 === 3 ? 255 : Math.round((data[(i % 4) * area + (i >> 2)] ?? 0) * 255),
    );
    const sameSize = shape[2] === seen.height && shape[3] === seen.width;
    const furthest = Math.max(...levels.map((level, i) => Math.abs(level - (seen.rgba[i] ?? 0))));
    if (!sameSize || furthest > tolerance) different.push(`${name}: ${shape} by up to ${furthest} levels`);
  }
  expect(names.length).toBeGreaterThan(100);
  expect(different).toEqual([]);
});

async function pixelsInBrowser(url: string) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('there is no canvas');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0);
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width, height, rgba: [...data] };
}
