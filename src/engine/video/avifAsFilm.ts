import type { FileHandle } from 'node:fs/promises';
import type { Source } from 'mediabunny';
import type { CancelSignal } from '../../diffusion/model.ts';
import { tracksOf } from '../../graph/animations/avifTracks.ts';
import { bytesAt } from '../files/bytesAt.ts';
import { fileSource } from '../files/fileSource.ts';
import { container } from './container.ts';

/**
 * An AVIF sequence as a film: it is one but for the letters of its tracks, "pict" instead of "vide", which mediabunny 1.61
 * does not know.
 * @param file is closed with the source
 */
export async function avifAsFilm(file: FileHandle, signal?: CancelSignal): Promise<Source> {
  const { CustomSource } = await container();
  const found = await fileSource(file, signal);
  const { size } = found;
  const places = await tracksOf(found, 'pict');
  return new CustomSource({
    getSize: () => size,
    prefetchProfile: 'fileSystem',
    async read(start, end) {
      const bytes = await bytesAt(file, start, end - start);
      for (const place of places.filter((each) => each < end && each + 4 > start)) {
        for (const [letter, at] of [...'vide'].map((each, index) => [each, place + index - start] as const)) {
          if (at >= 0 && at < bytes.length) bytes[at] = letter.charCodeAt(0);
        }
      }
      return bytes;
    },
    dispose: () => void file.close(),
  });
}
