import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '../../graph/events.ts';
import { ownFiles } from '../files/ownFiles.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { canvasOfPicture, smallPicture } from '../images/canvasOfPicture.ts';

/** The files of pictures: each whole as a PNG, which loses nothing, and small as a WebP, under a name that its pixels give it. */
export interface PictureFiles {
  /** @returns bytes on the disk. @throws ArcspaceError for a disk that is full, read-only or gone. */
  put(name: string, picture: Picture, frame: number): Promise<number>;
  /** @throws ArcspaceError where there is none. */
  take(name: string, size: PictureSize): Promise<Uint8Array>;
  /** The names of all that are there whole. */
  names(): Promise<ReadonlySet<string>>;
  /** What cannot be removed stays, and goes when the gallery is opened again. */
  remove(names: Iterable<string>): Promise<void>;
  /** Removes all others but what somebody may be about to add. */
  keepOnly(names: ReadonlySet<string>): Promise<void>;
}

export type PictureSize = 'whole' | 'small';

/** Pixels of the longer side: a tile on a sharp screen. */
const LONGEST = 360;

const WHOLE = /^[0-9a-f]{64}\.png$/;
const SMALL = /^[0-9a-f]{64}\.webp$/;

/** Milliseconds after which nobody adds an entry for a picture that was written. */
const SURELY_OVER = 60 * 60_000;

/** sha256 of the size and the pixels of a frame. */
export function pictureName({ width, height, rgba }: Picture, frame: number): string {
  const bytes = width * height * 4;
  const pixels = rgba.subarray(frame * bytes, (frame + 1) * bytes);
  return createHash('sha256').update(`${width} x ${height}\n`).update(pixels).digest('hex');
}

export function createPictureFiles(folder: string): PictureFiles {
  const fileOf = (name: string, size: PictureSize): string =>
    size === 'whole' ? join(folder, 'pictures', `${name}.png`) : join(folder, 'small', `${name}.webp`);
  const put = async (path: string, content: () => Promise<Uint8Array>): Promise<number> => {
    const present = await stat(path).catch(() => undefined);
    if (present?.isFile() && present.size > 0) return present.size;
    const bytes = await content();
    await writeWhole(path, bytes);
    return bytes.byteLength;
  };
  const removeFiles = async (files: readonly string[]): Promise<void> => {
    for (const file of files) await rm(file, { force: true }).catch(() => undefined);
  };
  return {
    async put(name, picture, frame) {
      const small = await put(fileOf(name, 'small'), () => smallPicture(picture, LONGEST, frame));
      // Last: where it is, the small one is, too.
      return small + (await put(fileOf(name, 'whole'), () => canvasOfPicture(picture, frame).encode('png')));
    },
    take: (name, size) => readRegularFile(fileOf(name, size)),
    async names() {
      const files = await readdir(join(folder, 'pictures')).catch((): string[] => []);
      return new Set(files.filter((file) => WHOLE.test(file)).map((file) => file.slice(0, -'.png'.length)));
    },
    remove: (names) => removeFiles([...names].flatMap((name) => [fileOf(name, 'whole'), fileOf(name, 'small')])),
    async keepOnly(names) {
      const whole = await ownFiles(join(folder, 'pictures'), WHOLE);
      const small = await ownFiles(join(folder, 'small'), SMALL);
      const others = [
        ...whole
          .filter((file) => !names.has(file.slice(0, -'.png'.length)))
          .map((file) => join(folder, 'pictures', file)),
        ...small
          .filter((file) => !names.has(file.slice(0, -'.webp'.length)))
          .map((file) => join(folder, 'small', file)),
      ];
      const isOld = await Promise.all(others.map(isSurelyOver));
      await removeFiles(others.filter((_, index) => isOld[index]));
    },
  };
}

async function isSurelyOver(file: string): Promise<boolean> {
  const written = (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
  return Date.now() - written > SURELY_OVER;
}
