/** A kind of picture file that Arcspace reads. */
export interface PictureFormat {
  readonly name: string;
  readonly mediaType: string;
  /** In lower case, with the dot; the usual one first. */
  readonly extensions: readonly string[];
}

/** What every browser opens, Arcspace opens. Folder readers, dialogs, drops and thumbnails all go by this table. */
export const pictureFormats: readonly PictureFormat[] = [
  { name: 'PNG', mediaType: 'image/png', extensions: ['.png', '.apng'] },
  { name: 'JPEG', mediaType: 'image/jpeg', extensions: ['.jpg', '.jpeg', '.jfif', '.jpe', '.jif', '.pjpeg', '.pjp'] },
  { name: 'WebP', mediaType: 'image/webp', extensions: ['.webp'] },
  { name: 'AVIF', mediaType: 'image/avif', extensions: ['.avif'] },
  { name: 'GIF', mediaType: 'image/gif', extensions: ['.gif'] },
  { name: 'BMP', mediaType: 'image/bmp', extensions: ['.bmp', '.dib'] },
];

/** "PNG, JPEG, WebP, AVIF, GIF or BMP" */
export const pictureFormatNames = alternatives(pictureFormats.map(({ name }) => name));

export const pictureExtensions = pictureFormats.flatMap(({ extensions }) => extensions);

/** Pictures of iPhones, which no browser but Safari opens: named, so that nobody misses them silently. */
export const heicExtensions: readonly string[] = ['.heic', '.heif', '.hif'];

export const heicRemedy =
  'Save it as JPEG or PNG first. On an iPhone, Settings > Camera > Formats > Most Compatible takes JPEGs.';

/** The media type of a file by its name; undefined when it is no picture that Arcspace reads. */
export function pictureMediaType(name: string): string | undefined {
  return pictureFormats.find(({ extensions }) => endsWithOneOf(name, extensions))?.mediaType;
}

export function isHeicName(name: string): boolean {
  return endsWithOneOf(name, heicExtensions);
}

function endsWithOneOf(name: string, extensions: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return extensions.some((extension) => lower.endsWith(extension));
}

function alternatives(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
