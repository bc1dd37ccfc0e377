import { join } from 'node:path';
import { writeNew } from '../engine/files/writeNew.ts';
import { createImageService } from '../engine/images/imageService.ts';
import type { ImageService } from '../graph/context.ts';
import type { Picture } from '../graph/events.ts';
import { portableName } from '../graph/portableName.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { batchItems, type Tensor } from '../tensor/tensor.ts';

/** What a workflow's nodes showed, by node. */
export type ShownPictures = ReadonlyMap<string, readonly Picture[]>;

/**
 * Saves what a workflow showed and did not save itself: "name-node.png", numbered where there are several, and an
 * animation as "name-node.gif". The PNGs carry the workflow.
 * @returns the paths written.
 */
export async function savePictures(
  folder: string,
  name: string,
  shown: ShownPictures,
  workflow: Workflow,
): Promise<string[]> {
  const images = createImageService(JSON.stringify({ ...workflow, thumbnail: undefined }));
  const paths: string[] = [];
  for (const [node, pictures] of shown) {
    for (const [ending, bytes] of await encodeAll(images, pictures)) {
      paths.push(await writeNew(join(folder, portableName(`${name}-${node}${ending}`)), bytes));
    }
  }
  return paths;
}

/** Pairs of a file name's ending and its bytes. */
async function encodeAll(images: ImageService, pictures: readonly Picture[]): Promise<[string, Uint8Array][]> {
  const stills = pictures
    .filter((picture) => picture.framesPerSecond === undefined)
    .flatMap((still) => batchItems(toTensor(still)));
  const digits = String(stills.length).length;
  const number = (index: number): string => (stills.length > 1 ? `-${String(index + 1).padStart(digits, '0')}` : '');
  const files: [string, Uint8Array][] = [];
  for (const [index, still] of stills.entries())
    files.push([`${number(index)}.png`, await images.encode(still, 'png')]);
  for (const picture of pictures) {
    if (picture.framesPerSecond === undefined) continue;
    files.push([
      '.gif',
      await images.animate(toTensor(picture), { framesPerSecond: picture.framesPerSecond, loop: true }),
    ]);
  }
  return files;
}

/** RGBA bytes -> [frames, 3, H, W] in 0..1; a PNG of it has the same bytes. */
function toTensor({ width, height, frames, rgba }: Picture): Tensor {
  const plane = width * height;
  const data = new Float32Array(frames * 3 * plane);
  for (let frame = 0; frame < frames; frame++) {
    for (let channel = 0; channel < 3; channel++) {
      const start = (frame * 3 + channel) * plane;
      for (let i = 0; i < plane; i++) data[start + i] = (rgba[(frame * plane + i) * 4 + channel] ?? 0) / 255;
    }
  }
  return { data, shape: [frames, 3, height, width] };
}
