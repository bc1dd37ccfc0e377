import type { EngineClient } from '../../../protocol/protocol.ts';

/** CSS pixels of a tile, twice for sharp screens. */
const WIDTH = 160;

/** Makes a picture small, off the main thread as far as browsers do. */
async function shrink(bytes: Uint8Array): Promise<string> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), { resizeWidth: WIDTH });
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.toDataURL('image/webp', 0.8);
}

/** Answers a data URL for the path of a picture, or null for what cannot be read or decoded. */
export type Thumbnails = (path: string) => Promise<string | null>;

/** Pictures that came without a thumbnail are read and shrunk one at a time: tiles must not hold up a run. */
export function createThumbnails(
  client: EngineClient,
  small: (bytes: Uint8Array) => Promise<string> = shrink,
): Thumbnails {
  const known = new Map<string, Promise<string | null>>();
  let last: Promise<unknown> = Promise.resolve();
  const load = async (path: string) => small((await client.call('readFile', { path })).bytes);
  return (path) => {
    const found = known.get(path);
    if (found) return found;
    const made = last.then(() => load(path)).catch(() => null);
    last = made;
    known.set(path, made);
    return made;
  };
}

const byClient = new WeakMap<EngineClient, Thumbnails>();

/** The thumbnails of this session. */
export function thumbnailsOf(client: EngineClient): Thumbnails {
  const found = byClient.get(client) ?? createThumbnails(client);
  byClient.set(client, found);
  return found;
}
