import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { animationFolder, knownAnimations } from '../src/engine/animations/testing/knownAnimations.ts';
import { filmWorkshop } from '../src/engine/video/testing/filmWorkshop.ts';
import type { Tensor } from '../src/tensor/tensor.ts';
import { expect, test } from './fixtures/test.ts';

const types: Readonly<Record<string, string>> = { gif: 'image/gif', png: 'image/png', webp: 'image/webp' };

/** Chromium goes by the profile and the orientation of a WebP unless it is animated; Load video, like Load image, always does. */
const seenOtherwise = ['profile.webp', 'on-its-side.webp'];

/** Levels of 255 by which programs round differently what is half transparent. */
const rounding = 2;

for (const [ending, type] of Object.entries(types)) {
  test(`Load video and the browser see the same in every frame of animated pictures in .${ending}`, async ({
    page,
  }) => {
    for (const name of Object.keys(knownAnimations).filter(
      (each) => each.endsWith(`.${ending}`) && !seenOtherwise.includes(each),
    )) {
      const shown = await framesInBrowser(page, type, await readFile(join(animationFolder, name)));
      const film = await filmWorkshop(animationFolder).open(name);
      expect(shown.frames, name).toHaveLength(film.times.length);
      for (const [index, levels] of shown.frames.entries()) {
        const picture = await film.read(index);
        expect(picture.shape, name).toEqual([1, 3, shown.size[1], shown.size[0]]);
        expect(furthest(picture, levels), `${name}, frame ${index}`).toBeLessThanOrEqual(rounding);
      }
    }
  });
}

/** How far a picture [1, 3, H, W] is from RGBA levels, in levels. */
function furthest({ data }: Tensor, levels: readonly number[]): number {
  const area = data.length / 3;
  let most = 0;
  for (let pixel = 0; pixel < area; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const level = Math.round(255 * (data[channel * area + pixel] ?? -1));
      most = Math.max(most, Math.abs(level - (levels[4 * pixel + channel] ?? 0)));
    }
  }
  return most;
}

/** All frames as the browser decodes them: RGBA levels, laid on white. */
async function framesInBrowser(page: Page, type: string, bytes: Buffer) {
  await page.route('http://localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto('http://localhost/');
  return page.evaluate(
    async ({ mime, base64 }) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data, type: mime });
      await Promise.all([decoder.completed, decoder.tracks.ready]);
      const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
      const frames: number[][] = [];
      let size = [0, 0];
      for (let frameIndex = 0; frameIndex < count; frameIndex++) {
        const { image } = await decoder.decode({ frameIndex });
        size = [image.displayWidth, image.displayHeight];
        const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.fillStyle = 'white';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(image, 0, 0);
        frames.push([...context.getImageData(0, 0, canvas.width, canvas.height).data]);
        image.close();
      }
      return { frames, size };
    },
    { mime: type, base64: bytes.toString('base64') },
  );
}
