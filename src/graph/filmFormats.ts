/** A kind of film file that Arcspace reads. */
export interface FilmFormat {
  readonly name: string;
  readonly mediaType: string;
  /** In lower case, with the dot; the usual one first. */
  readonly extensions: readonly string[];
}

/** Load video, dialogs and drops go by this table. */
export const filmFormats: readonly FilmFormat[] = [
  { name: 'MP4', mediaType: 'video/mp4', extensions: ['.mp4', '.m4v'] },
  { name: 'MOV', mediaType: 'video/quicktime', extensions: ['.mov'] },
  { name: 'WebM', mediaType: 'video/webm', extensions: ['.webm'] },
  { name: 'Matroska', mediaType: 'video/x-matroska', extensions: ['.mkv'] },
];

/** "MP4, MOV, WebM or Matroska" */
export const filmFormatNames = 'MP4, MOV, WebM or Matroska';

/** Pictures that may move: Load video reads those, too, and Load image the first frame of each. */
export const animationFormats: readonly FilmFormat[] = [
  { name: 'GIF', mediaType: 'image/gif', extensions: ['.gif'] },
  { name: 'PNG', mediaType: 'image/png', extensions: ['.png', '.apng'] },
  { name: 'WebP', mediaType: 'image/webp', extensions: ['.webp'] },
  { name: 'AVIF', mediaType: 'image/avif', extensions: ['.avif'] },
];

/** "GIF, APNG, WebP or AVIF" */
export const animationFormatNames = 'GIF, APNG, WebP or AVIF';

export const filmExtensions = filmFormats.flatMap(({ extensions }) => extensions);

/** The media type of a file by its name; undefined when it is no film that Arcspace reads. */
export function filmMediaType(name: string): string | undefined {
  const lower = name.toLowerCase();
  return filmFormats.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)))?.mediaType;
}
