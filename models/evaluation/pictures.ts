import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeJpeg } from '../../src/engine/images/encodeJpeg.ts';
import { pictureSheet } from '../../src/images/pictureSheet.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { drawnFacts, promptOf } from './scenes.ts';
import type { Workbench } from './workbench.ts';

const PROMPTS = 900_701;
const COUNT = 48;

/** Draws what the page about the model shows, none of it chosen by hand: a sheet of prompts, and a sum of pictures. */
export async function writePictures(workbench: Workbench, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const sheet = finish(pictureSheet(await painted(workbench), { columns: 8, gap: 2, shade: 1 }));
  await write(sheet, folder, 'contact-sheet.jpg');
  await write(await workbench.pictures('sum', 'strip.image', {}), folder, 'sum.jpg');
}

/** One picture for each of `COUNT` prompts that say every factor, from the seeds 0, 1, 2 ... */
async function painted(workbench: Workbench): Promise<Tensor[]> {
  const pictures: Tensor[] = [];
  for (const [seed, facts] of drawnFacts(PROMPTS, COUNT).entries()) {
    const asked = { 'prompt.text': promptOf(facts), 'noise.seed': seed };
    pictures.push(await workbench.pictures('prompts', 'decode.image', asked));
  }
  return pictures;
}

async function write(picture: Tensor, folder: string, name: string): Promise<void> {
  writeFileSync(join(folder, name), await encodeJpeg(picture));
}
