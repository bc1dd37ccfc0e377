import type { Film, FilmService } from '../../graph/context.ts';
import type { PlacedFiles } from '../files/fileService.ts';
import { openRegularFile } from '../files/readRegularFile.ts';
import { abandonable } from '../run/pausing.ts';
import type { AvailableCodecs } from './availableCodecs.ts';
import type { Codecs, FrameColour, RawFrame } from './codecs.ts';
import { brokenFilm } from './filmErrors.ts';
import { createFilmReader } from './filmReader.ts';
import { type OpenFilm, openFilm } from './openFilm.ts';
import { countsAreSound } from './sampleTables.ts';
import { isKnownFormat, tensorOfFrame } from './tensorOfFrame.ts';
import { upright, uprightSize } from './upright.ts';
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
      await requireSoundTables(file, path);
      const looked = openFilm(file, path, signal);
      const film = await abandonable(looked, signal, (late) => late.close());
      for (const remark of film.remarks) warn?.(remark);
      film.close();
      return filmOf(film, () => openFilm(file, path), codecs);
    },
    encodings: () => codecs.encodings(),
    write: (name, frames, encoding) =>
      files.writeBy(name, async (to) => {
        const sound = encoding.sound && { ...encoding.sound, file: await files.locate(encoding.sound.path) };
        await writeFilm({ to, frames, encoding, workflow, codecs, signal, ...(sound && { sound }) });
      }),
  };
}

async function requireSoundTables(file: string, path: string): Promise<void> {
  const opened = await openRegularFile(file, path);
  try {
    if (await countsAreSound(opened)) return;
  } finally {
    await opened.close();
  }
  throw brokenFilm(path, 'its tables count more frames than a film has');
}

function filmOf(first: OpenFilm, open: () => Promise<OpenFilm>, codecs: Codecs): Film {
  const { index, path } = first;
  const reader = createFilmReader(() => reopened(first, open), codecs);
  return {
    ...uprightSize(first),
    times: index.times.map((time) => time / 1e6),
    end: index.end / 1e6,
    async read(at, signal) {
      const frame = await reader.read(at, signal);
      if (!isKnownFormat(frame.format))
        throw brokenFilm(path, `its frames have a format that is not read, ${frame.format}`);
      return upright(tensorOfFrame({ ...frame, colour: coloursOf(frame, first) }), first);
    },
  };
}

/** What the file says of colours counts; what it leaves open, the frames may say. */
function coloursOf({ colour: own }: RawFrame, { colour }: OpenFilm): FrameColour {
  return {
    matrix: colour.matrix ?? own.matrix,
    transfer: colour.transfer ?? own.transfer,
    primaries: colour.primaries ?? own.primaries,
    fullRange: colour.fullRange ?? own.fullRange,
  };
}

/** A set may be read long after it was made. */
async function reopened({ index, path }: OpenFilm, open: () => Promise<OpenFilm>): Promise<OpenFilm> {
  const film = await open();
  const same = film.index.times.length === index.times.length && film.index.end === index.end;
  if (same) return film;
  film.close();
  throw brokenFilm(path, 'it has changed since it was opened', 'Run the workflow again.');
}
