import { join } from 'node:path';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import type { Picture } from '../../graph/events.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { removeOthers } from './queueFolder.ts';

/** Small pictures of what jobs gave. */
export interface JobPictures {
  /** @returns whether it could be kept: a picture is worth no failure. */
  put(job: string, picture: Picture): Promise<boolean>;
  /** A WebP. @throws ArcspaceError where there is none. */
  take(job: string): Promise<Uint8Array>;
  keepOnly(jobs: { has(id: string): boolean }): Promise<void>;
}

/** Pixels of the longer side: a card of a panel on a sharp screen. */
const LONGEST = 256;
const QUALITY = 82;
/** Jobs are called by their order and a number. */
const PICTURE = /^[A-Za-z0-9_-]{1,100}\.\d{1,16}\.webp$/;

export function createJobPictures(folder: string): JobPictures {
  const fileOf = (job: string): string => join(folder, `${job}.webp`);
  return {
    async put(job, picture) {
      try {
        await writeWhole(fileOf(job), await small(picture));
        return true;
      } catch {
        return false;
      }
    },
    take: (job) => readRegularFile(fileOf(job)),
    keepOnly: (jobs) => removeOthers(folder, PICTURE, (name) => jobs.has(name.slice(0, -'.webp'.length))),
  };
}

/** The first frame. */
async function small({ width, height, rgba }: Picture): Promise<Uint8Array> {
  const whole = createCanvas(width, height);
  const pixels = new Uint8ClampedArray(rgba.subarray(0, width * height * 4));
  whole.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const reduced = (length: number): number => Math.max(1, Math.round(length * scale));
  const canvas = createCanvas(reduced(width), reduced(height));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  return canvas.encode('webp', QUALITY);
}
