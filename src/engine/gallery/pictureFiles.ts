import { createHash } from 'node:crypto';
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '../../graph/events.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { ownFiles, removeOthers, type Written } from '../files/ownFiles.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { canvasOfPicture, smallPicture } from '../images/canvasOfPicture.ts';

/** The files of pictures: each whole as a PNG, which loses nothing, and small as a WebP, under a name that its pixels give it. */
export interface PictureFiles {
  /**
   * What is put stays, whatever is removed, until it is released.
   * @returns bytes on the disk. @throws ArcspaceError for a disk that is full, read-only or gone.
   */
  put(name: string, picture: Picture, frame: number): Promise<number>;
  /** To be called once for each that was put, when it is in the list or will never be. */
  release(name: string): void;
  /** @throws ArcspaceError where there is none. */
  take(name: string, size: PictureSize): Promise<Uint8Array>;
  /** Bytes on the disk of all that are there whole, by their names. */
  sizes(): Promise<ReadonlyMap<string, number>>;
  /** Of one; undefined where it is not there whole. */
  sizeOf(name: string): Promise<number | undefined>;
  /** What cannot be removed stays, and goes when the gallery is opened again. */
  remove(names: Iterable<string>): Promise<void>;
  /** Removes all others that were written so. */
  keepOnly(names: ReadonlySet<string>, written: Written): Promise<void>;
}

export type PictureSize = 'whole' | 'small';

/** Pixels of the longer side: a tile on a sharp screen. */
const LONGEST = 360;

const WHOLE = /^[0-9a-f]{64}\.png$/;
const SMALL = /^[0-9a-f]{64}\.webp$/;

/** sha256 of the size and the pixels of a frame. */
export function pictureName({ width, height, rgba }: Picture, frame: number): string {
  const bytes = width * height * 4;
  const pixels = rgba.subarray(frame * bytes, (frame + 1) * bytes);
  return createHash('sha256').update(`${width} x ${height}\n`).update(pixels).digest('hex');
}

export function createPictureFiles(folder: string): PictureFiles {
  const claims = new Map<string, number>();

  const fileOf = (name: string, size: PictureSize): string =>
    size === 'whole' ? join(folder, 'pictures', `${name}.png`) : join(folder, 'small', `${name}.webp`);
  const release = (name: string): void => {
    const others = (claims.get(name) ?? 0) - 1;
    if (others > 0) claims.set(name, others);
    else claims.delete(name);
  };
  const sizeOf = async (name: string): Promise<number | undefined> => {
    const whole = await bytesOf(fileOf(name, 'whole'));
    return whole && whole + ((await bytesOf(fileOf(name, 'small'))) ?? 0);
  };
  return {
    release,
    sizeOf,
    async put(name, picture, frame) {
      claims.set(name, (claims.get(name) ?? 0) + 1);
      try {
        const small = await writeOnce(fileOf(name, 'small'), () => smallPicture(picture, LONGEST, frame));
        // Last: where it is, the small one is, too.
        const whole = () => canvasOfPicture(picture, frame).encode('png');
        return small + (await writeOnce(fileOf(name, 'whole'), whole));
      } catch (thrown) {
        release(name);
        throw thrown;
      }
    },
    async take(name, size) {
      const file = fileOf(name, size);
      if ((await bytesOf(file)) === undefined) throw gone(file);
      return readRegularFile(file);
    },
    async sizes() {
      const names = (await ownFiles(join(folder, 'pictures'), WHOLE)).map(nameOf);
      const sizes = await Promise.all(names.map(async (name) => [name, (await sizeOf(name)) ?? 0] as const));
      return new Map(sizes);
    },
    async remove(names) {
      for (const name of names) {
        for (const size of ['whole', 'small'] as const) {
          if (!claims.has(name)) await rm(fileOf(name, size), { force: true }).catch(() => undefined);
        }
      }
    },
    async keepOnly(names, written) {
      const keeps = (file: string): boolean => names.has(nameOf(file)) || claims.has(nameOf(file));
      await removeOthers(join(folder, 'pictures'), WHOLE, keeps, written);
      await removeOthers(join(folder, 'small'), SMALL, keeps, written);
    },
  };
}

function nameOf(file: string): string {
  return file.slice(0, file.indexOf('.'));
}

/** Of a file that is one, and no link to another; undefined for one that is empty or not there. */
async function bytesOf(path: string): Promise<number | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() && stats.size > 0 ? stats.size : undefined;
}

/** @returns bytes on the disk. */
async function writeOnce(path: string, content: () => Promise<Uint8Array>): Promise<number> {
  const present = await bytesOf(path);
  if (present !== undefined) return present;
  const bytes = await content();
  await writeWhole(path, bytes);
  return bytes.byteLength;
}

function gone(file: string): ArcspaceError {
  const remedy = 'Delete the picture from the gallery, or make it again from its workflow.';
  return new ArcspaceError('missing-file', `There is no file "${file}".`, remedy, { file });
}
