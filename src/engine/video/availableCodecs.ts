import type { FilmEncoding } from '../../graph/context.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { once } from '../once.ts';
import type { Codecs } from './codecs.ts';
import { loadLibrary, nativeCodecs } from './nativeCodecs.ts';
import { decodedByWasm, wasmCodecs } from './wasmCodecs.ts';

/** Codecs, and which of them encode here. */
export interface AvailableCodecs extends Codecs {
  encodings(): Promise<readonly FilmEncoding['codec'][]>;
}

/** Whether the user has installed the package with FFmpeg, and it is made for this system. */
const hasNative = once(() =>
  loadLibrary().then(
    () => true,
    () => false,
  ),
);

/** FFmpeg where it is installed; otherwise what comes with the program on every system: VP8 and VP9. */
export const availableCodecs: AvailableCodecs = {
  async decoder(settings) {
    if (await hasNative()) return nativeCodecs.decoder(settings);
    if (decodedByWasm(settings.codec)) return wasmCodecs.decoder(settings);
    throw notInstalled(
      `Films encoded as ${nameOf(settings.codec)} cannot be read here`,
      'Open the film in a video program and export it as WebM (VP9).',
    );
  },
  async encoder(settings) {
    if (await hasNative()) return nativeCodecs.encoder(settings);
    if (settings.codec.startsWith('vp09')) return wasmCodecs.encoder(settings);
    throw notInstalled(`Films cannot be encoded as ${nameOf(settings.codec)} here`, 'Choose VP9.');
  },
  encodings: async () => ((await hasNative()) ? ['h264', 'vp9', 'av1'] : ['vp9']),
};

function notInstalled(message: string, otherwise: string): ArcspaceError {
  return new ArcspaceError(
    'missing-codec',
    `${message}: the package @napi-rs/webcodecs, which holds FFmpeg, is not installed for this system.`,
    `${otherwise} Where Arcspace runs from its sources, "npm install --no-save @napi-rs/webcodecs@1.3.1" in its folder and a restart add it.`,
  );
}

const names: readonly (readonly [start: string, name: string])[] = [
  ['avc', 'H.264'],
  ['hev', 'HEVC'],
  ['hvc', 'HEVC'],
  ['av01', 'AV1'],
  ['vp09', 'VP9 with more than 8 bits'],
];

function nameOf(codec: string): string {
  return names.find(([start]) => codec.startsWith(start))?.[1] ?? codec;
}
