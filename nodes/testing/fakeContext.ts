import { expect } from 'vitest';
import type { Context, Decoding, Film } from '../../src/graph/context.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { resized } from '../../src/images/resample.ts';
import { batchItems, batchSize, type Tensor, zeros } from '../../src/tensor/tensor.ts';
import { fakeLora, fakeModel, fakeVae } from './fakeModel.ts';

export interface FakeContext extends Context {
  readonly warnings: string[];
  readonly progressed: { readonly step: number; readonly of: number }[];
  /** By name. */
  readonly written: Map<string, Uint8Array>;
}

/** A picture file of tests: its bytes are its width, its height and its shade. */
export function pictureFile(width: number, height: number, shade: number): Uint8Array {
  return Uint8Array.of(width, height, Math.round(shade * 255));
}

/** A film file of tests: its bytes are its frames, its frames a second, its width and its height. */
export function filmFile(
  frames: number,
  framesPerSecond: number,
  [width, height]: readonly [number, number],
): Uint8Array {
  return Uint8Array.of(frames, framesPerSecond, width, height);
}

/** Each frame is a little brighter than the one before. */
function filmOf([count = 0, rate = 1, width = 8, height = 8]: Uint8Array): Film {
  return {
    width,
    height,
    times: Float64Array.from({ length: count }, (_, index) => index / rate),
    end: count / rate,
    read: async (index) => {
      const picture = zeros([1, 3, height, width]);
      picture.data.fill(index / count);
      return picture;
    },
  };
}

/** Services over files in memory and the fake model. */
export function fakeContext(files: Readonly<Record<string, Uint8Array>> = {}): FakeContext {
  const warnings: string[] = [];
  const progressed: { step: number; of: number }[] = [];
  const written = new Map<string, Uint8Array>();
  const read = async (path: string) => {
    const bytes = files[path] ?? written.get(path);
    if (bytes) return bytes;
    throw new ArcspaceError('missing-file', `There is no "${path}".`, 'Choose another file.', { file: path });
  };
  const warn = (message: string) => {
    expect(message).toMatch(/^[A-Za-z0-9].*\.$/s);
    warnings.push(message);
  };
  return {
    warnings,
    progressed,
    written,
    signal: new AbortController().signal,
    progress: async ({ step, of, preview }) => {
      progressed.push({ step, of });
      await preview?.();
    },
    pause: async () => {},
    warn,
    makeshift: warn,
    models: { load: async () => fakeModel, fingerprint: async () => 'model-of-tests' },
    vaes: { load: async () => fakeVae, fingerprint: async (name) => name },
    loras: { load: async (name) => fakeLora(name), fingerprint: async (name) => name },
    files: {
      read,
      list: async (folder, extensions) =>
        Object.keys(files).filter(
          (path) => path.startsWith(`${folder}/`) && extensions.some((extension) => path.endsWith(extension)),
        ),
      fingerprint: async (path) => path,
      write: async (name, bytes) => {
        written.set(name, bytes);
        return name;
      },
    },
    images: {
      decode: async (bytes, _, decoding) => atSize(plainPicture(bytes), decoding),
      encode: async (image, format, { workflow = true } = {}) =>
        new TextEncoder().encode(`${format} ${image.shape.join(' ')}${workflow ? ' workflow' : ''}`),
      animate: async (frames, { framesPerSecond, loop }, signal) => {
        for (const _ of batchItems(frames)) signal?.throwIfAborted();
        return Uint8Array.of(batchSize(frames), framesPerSecond, Number(loop));
      },
    },
    films: {
      open: async (path) => filmOf(await read(path)),
      encodings: async () => ['h264', 'vp9', 'av1'],
      write: async (name, frames, { framesPerSecond }) => {
        let size: readonly number[] = [];
        let count = 0;
        for await (const { shape } of frames) {
          size = shape;
          count += 1;
        }
        written.set(name, filmFile(count, framesPerSecond, [size[3] ?? 0, size[2] ?? 0]));
        return name;
      },
    },
  };
}

function atSize(picture: Tensor, { resize }: Decoding = {}): Tensor {
  const [, , height = 1, width = 1] = picture.shape;
  const size = resize?.({ width, height });
  return size ? resized(picture, size.width, size.height) : picture;
}

function plainPicture([width = 8, height = 8, shade = 0]: Uint8Array): Tensor {
  const picture = zeros([1, 3, height, width]);
  picture.data.fill(shade / 255);
  return picture;
}
