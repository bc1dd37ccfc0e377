import type { CancelSignal } from '../../diffusion/model.ts';
import { isSeeThrough } from '../../graph/animations/avifTracks.ts';
import type { ByteSource } from '../../graph/animations/byteSource.ts';
import { isAvif, isAvifSequence, kindByStart } from '../../graph/animations/indexAnimation.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { openAnimation } from '../animations/openAnimation.ts';
import { bytesAt } from '../files/bytesAt.ts';
import { fileSource } from '../files/fileSource.ts';
import { openRegularFile } from '../files/readRegularFile.ts';
import { avifAsFilm } from './avifAsFilm.ts';
import type { Codecs, DecoderSettings, FrameColour, FrameDecoder, RawFrame } from './codecs.ts';
import { filmFile } from './container.ts';
import { brokenFilm, unsupportedFilm } from './filmErrors.ts';
import { filmSource } from './filmSource.ts';
import type { OpenedFilm } from './frameSource.ts';
import { type OpenFilm, openFilm } from './openFilm.ts';
import { countsAreSound } from './sampleTables.ts';
import { isKnownFormat, tensorOfFrame } from './tensorOfFrame.ts';
import { upright, uprightSize } from './upright.ts';

/** Bytes that are read at once to find the boxes of a film, between which lie its frames. */
const boxWindow = 4096;

/**
 * Opens a film or an animated picture; which of them it is, its first bytes tell.
 * @throws ArcspaceError where it is neither, is broken, or is of a kind that is not read.
 */
export async function openAnyFilm(
  file: string,
  path: string,
  codecs: Codecs,
  signal?: CancelSignal,
): Promise<OpenedFilm> {
  const opened = await openRegularFile(file, path);
  const start = await bytesAt(opened, 0, 64);
  const kind = kindByStart(start);
  if (kind) return openAnimation(opened, path, kind, signal);
  try {
    const boxes = await fileSource(opened, signal, boxWindow);
    if (!(await countsAreSound(boxes))) throw brokenFilm(path, 'its tables count more frames than a film has');
    if (isAvifSequence(start)) return await openAvif({ file, boxes, path }, codecs, signal);
    if (isAvif(start)) throw unsupportedFilm(path, 'this AVIF is a single picture', 'Open it with Load image.');
  } finally {
    await opened.close();
  }
  return ofFilm(await openFilm(await filmFile(file), path, signal), codecs);
}

/** A sequence in AVIF is a film in AV1. How opaque it is says a second one of one colour, which the decoder of FFmpeg that is used gives no frames of. */
async function openAvif(
  { file, boxes, path }: { readonly file: string; readonly boxes: ByteSource; readonly path: string },
  codecs: Codecs,
  signal?: CancelSignal,
): Promise<OpenedFilm> {
  if (await isSeeThrough(boxes)) {
    const remedy =
      'Save it as an animated WebP or PNG, or without transparency, first. Load image reads its first frame.';
    throw unsupportedFilm(path, 'it is an AVIF sequence with transparency, which is not read', remedy);
  }
  const source = await avifAsFilm(await openRegularFile(file, path), signal);
  return ofFilm(await openFilm(source, path, signal), {
    ...codecs,
    decoder: (settings) => decoderOf(codecs, settings),
  });
}

/** Where it is missing, the first frame can be had in another way. */
async function decoderOf(codecs: Codecs, settings: DecoderSettings): Promise<FrameDecoder> {
  return codecs.decoder(settings).catch((thrown: unknown) => {
    if (!(thrown instanceof ArcspaceError) || thrown.code !== 'missing-codec') throw thrown;
    throw new ArcspaceError(thrown.code, thrown.message, `Load image reads its first frame. ${thrown.remedy}`);
  });
}

function ofFilm(film: OpenFilm, codecs: Codecs): OpenedFilm {
  return {
    ...uprightSize(film),
    source: filmSource(film, codecs),
    remarks: film.remarks,
    picture(frame) {
      if (!isKnownFormat(frame.format)) {
        throw brokenFilm(film.path, `its frames have a format that is not read, ${frame.format}`);
      }
      return upright(tensorOfFrame({ ...frame, colour: coloursOf(frame, film) }), film);
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
