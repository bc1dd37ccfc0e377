import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { filmWorkshop, wasmOnly } from '../src/engine/video/testing/filmWorkshop.ts';
import { encodingOf, knownColours, knownPictures } from '../src/engine/video/testing/knownFilm.ts';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

test('a dropped film becomes a node that loads it, plays on it, and is looked through in the viewer', async ({
  arcspace,
}) => {
  await arcspace.startEmpty();
  await dropFile(arcspace.canvas, 'night.webm', 'video/webm', await readFile('images/films/nightfall.webm'));
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type)).toEqual(['load_video']);
  await arcspace.run();
  expect(await arcspace.picture('load_video')).toMatch(/^128x128/);
});

test('a dropped picture that moves becomes a node that loads it as a film, and one that does not a picture', async ({
  arcspace,
}) => {
  await arcspace.startEmpty();
  await dropFile(arcspace.canvas, 'a.gif', 'image/gif', await readFile('fixtures/animations/disposal.gif'));
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type)).toEqual(['load_video']);
  await arcspace.run();
  expect(await arcspace.picture('load_video')).toMatch(/^24x16/);
  await dropFile(arcspace.canvas, 'b.gif', 'image/gif', await readFile('fixtures/pictures/plain.gif'));
  await expect
    .poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type))
    .toEqual(['load_video', 'load_image']);
});

test('a saved film carries its workflow: dropping it opens the graph that made it', async ({
  arcspace,
  host,
  page,
}) => {
  test.setTimeout(120_000);
  await arcspace.startEmpty();
  await arcspace.addNode('load video', [200, 200]);
  await arcspace.addNode('save video', [600, 200]);
  await arcspace.wire('load_video.frames', 'save_video.frames');
  await arcspace.run();
  const files = (await readdir(host.workspace, { recursive: true })).filter((name) => /film\.(mp4|webm)$/.test(name));
  expect(files).toHaveLength(1);
  const saved = await readFile(join(host.workspace, files[0] ?? ''));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(0);
  await dropFile(arcspace.canvas, 'film.mp4', 'video/mp4', saved);
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(2);
});

for (const container of ['webm', 'mp4'] as const) {
  test(`a film that is saved as ${container} plays in the browser, right to the frame`, async ({ page }) => {
    const folder = await mkdtemp(join(tmpdir(), 'arcspace-films-'));
    try {
      const path = await filmWorkshop(folder, wasmOnly).write(
        `film.${container}`,
        knownPictures(20),
        encodingOf({ container }),
      );
      const shown = await framesInBrowser(page, `video/${container}`, await readFile(join(folder, path)));
      expect(shown.duration).toBeCloseTo(2, 2);
      expect(shown.size).toEqual([64, 48]);
      for (const [frame, [left, right]] of shown.frames.entries()) {
        const known = knownColours(frame);
        for (const [colour, expected] of [[left, known.left] as const, [right, known.right] as const]) {
          const off = Math.max(...expected.map((value, channel) => Math.abs(value - (colour?.[channel] ?? 0))));
          expect(off, `frame ${frame}`).toBeLessThanOrEqual(10);
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** The colours of both halves of each of twenty frames, ten a second, as the browser decodes them. */
async function framesInBrowser(page: Page, type: string, bytes: Buffer) {
  await page.goto('about:blank');
  return page.evaluate(
    async ({ mime, base64 }) => {
      const video = document.createElement('video');
      video.muted = true;
      document.body.append(video);
      video.src = `data:${mime};base64,${base64}`;
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = () => reject(new Error(video.error?.message ?? 'it does not play'));
      });
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
      const context = canvas.getContext('2d');
      const frames: number[][][] = [];
      for (let frame = 0; frame < 20; frame++) {
        const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
        // A busy browser has sought before it has painted; a frame that is there already is not painted again.
        const painted = new Promise((resolve) => {
          const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
            if (Math.floor(mediaTime * 10 + 0.01) === frame) resolve(frame);
            else video.requestVideoFrameCallback(look);
          };
          video.requestVideoFrameCallback(look);
        });
        video.currentTime = (frame + 0.5) / 10;
        await sought;
        await Promise.race([painted, new Promise((resolve) => setTimeout(resolve, 1000))]);
        context?.drawImage(video, 0, 0);
        const at = (x: number) => [...(context?.getImageData(x, 24, 1, 1).data ?? [])].slice(0, 3);
        frames.push([at(16), at(48)]);
      }
      return { duration: video.duration, size: [video.videoWidth, video.videoHeight], frames };
    },
    { mime: type, base64: bytes.toString('base64') },
  );
}
