import { createFileService } from '../../files/fileService.ts';
import { createHasher } from '../../files/hasher.ts';
import { type AvailableCodecs, availableCodecs } from '../availableCodecs.ts';
import { createFilmService } from '../filmService.ts';
import { wasmCodecs } from '../wasmCodecs.ts';
import { filmFolder } from './knownFilm.ts';

/** What every system has, also where FFmpeg is not installed. */
export const wasmOnly: AvailableCodecs = { ...wasmCodecs, encodings: async () => ['vp9'] };

/** Films of the fixtures and of a folder, which is where films are written. */
export function filmWorkshop(folder: string, codecs = availableCodecs, signal = new AbortController().signal) {
  const files = createFileService({
    places: { roots: [{ folder: filmFolder }, { folder }], allowed: new Set() },
    output: folder,
    workspace: folder,
    hasher: createHasher(),
    signal,
  });
  return createFilmService({ files, codecs, workflow: '{"name":"Über"}', signal });
}
