import { join } from 'node:path';
import type { Picture } from '../../graph/events.ts';
import { removeOthers } from '../files/ownFiles.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { smallPicture } from '../images/canvasOfPicture.ts';

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
/** Jobs are called by their order and a number. */
const PICTURE = /^[A-Za-z0-9_-]{1,100}\.\d{1,16}\.webp$/;

export function createJobPictures(folder: string): JobPictures {
  const fileOf = (job: string): string => join(folder, `${job}.webp`);
  return {
    async put(job, picture) {
      try {
        await writeWhole(fileOf(job), await smallPicture(picture, LONGEST));
        return true;
      } catch {
        return false;
      }
    },
    take: (job) => readRegularFile(fileOf(job)),
    keepOnly: (jobs) => removeOthers(folder, PICTURE, (name) => jobs.has(name.slice(0, -'.webp'.length))),
  };
}
