import type { CancelSignal } from '../../diffusion/model.ts';
import type { Film, FilmService } from '../../graph/context.ts';
import type { PlacedFiles } from '../files/fileService.ts';
import { abandonable } from '../run/pausing.ts';
import type { AvailableCodecs } from './availableCodecs.ts';
import { brokenFilm } from './filmErrors.ts';
import { createFilmReader } from './filmReader.ts';
import type { FrameSource, OpenedFilm } from './frameSource.ts';
import { openAnyFilm } from './openAnyFilm.ts';
import { writeFilm } from './writeFilm.ts';

export interface FilmServiceOptions {
  readonly files: PlacedFiles;
  readonly codecs: AvailableCodecs;
  /** Text of the workflow file that saved films carry. */
  readonly workflow: string;
  readonly signal: AbortSignal;
}

/** Films by relative path, as files are. */
export function createFilmService({ files, codecs, workflow, signal }: FilmServiceOptions): FilmService {
  return {
    async open(path, { warn } = {}) {
      const file = await files.locate(path);
      const openFor = (reading: CancelSignal | undefined) =>
        abandonable(openAnyFilm(file, path, codecs, reading), reading, (late) => late.source.close());
      const film = await openFor(signal);
      for (const remark of film.remarks) warn?.(remark);
      film.source.close();
      return filmOf(film, openFor);
    },
    encodings: () => codecs.encodings(),
    write: (name, frames, encoding) =>
      files.writeBy(name, async (to) => {
        const sound = encoding.sound && { ...encoding.sound, file: await files.locate(encoding.sound.path) };
        await writeFilm({ to, frames, encoding, workflow, codecs, signal, ...(sound && { sound }) });
      }),
  };
}

function filmOf(first: OpenedFilm, open: (signal: CancelSignal | undefined) => Promise<OpenedFilm>): Film {
  const { width, height, source } = first;
  const reader = createFilmReader(async (signal) => unchanged(source, (await open(signal)).source));
  return {
    width,
    height,
    times: source.times.map((time) => time / 1e6),
    end: source.end / 1e6,
    read: async (at, signal) => first.picture(await reader.read(at, signal)),
  };
}

/** A set may be read long after it was made. */
function unchanged({ times, end, path }: FrameSource, again: FrameSource): FrameSource {
  if (again.times.length === times.length && again.end === end) return again;
  again.close();
  throw brokenFilm(path, 'it has changed since it was opened', 'Run the workflow again.');
}
