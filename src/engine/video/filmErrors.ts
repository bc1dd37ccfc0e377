import { ArcspaceError } from '../../graph/problem.ts';

const saveAgain = 'Open it in a video program and export it as WebM (VP9), or choose another film.';

export function brokenFilm(path: string, detail: string, remedy = saveAgain): ArcspaceError {
  return new ArcspaceError('broken-film', `The film "${path}" cannot be read: ${detail}.`, remedy, { file: path });
}

/** A sound film of a kind that is not read. */
export function unsupportedFilm(path: string, detail: string, remedy = saveAgain): ArcspaceError {
  return new ArcspaceError('unsupported-film', `The film "${path}" cannot be read: ${detail}.`, remedy, { file: path });
}

/** Minutes and seconds of a time in microseconds, for messages: "1:02.5". */
export function clock(microseconds: number): string {
  const tenths = Math.max(0, Math.round(microseconds / 100_000));
  const seconds = tenths / 10;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - 60 * minutes).toFixed(1).padStart(4, '0')}`;
}
