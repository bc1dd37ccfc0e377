import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import type { CancelSignal } from '../../diffusion/model.ts';
import type { RawFrame } from './codecs.ts';
import { createFilmReader } from './filmReader.ts';
import type { FrameSource } from './frameSource.ts';

const megabyte = 1024 * 1024;

/** A film of frames whose width is their place, with a key frame every so many; counts what is decoded and what is alive. */
function countedFilm(count: number, group: number, frameBytes = 1) {
  const counts = { decoded: 0, begun: 0 };
  const source: FrameSource = {
    path: 'film.webm',
    times: Float64Array.from({ length: count }, (_, index) => index),
    end: count,
    frameBytes,
    entryOf: (index) => index - (index % group),
    async *frames(from) {
      counts.begun += 1;
      counts.decoded += from % group;
      for (let width = from; width < count; width++) {
        counts.decoded += 1;
        yield { width, data: new Uint8Array() } as unknown as RawFrame;
      }
    },
    close: () => undefined,
  };
  return { reader: createFilmReader(async () => source), counts };
}

describe('a film that is read backwards', () => {
  it('is decoded once for each group of pictures', async () => {
    const { reader, counts } = countedFilm(1000, 250);
    for (let index = 999; index >= 0; index--) expect((await reader.read(index)).width).toBe(index);
    expect(counts.decoded).toBeLessThan(1300);
  });

  it('is decoded several frames at a time where every frame is a key frame', async () => {
    const { reader, counts } = countedFilm(160, 1);
    for (let index = 159; index >= 0; index--) await reader.read(index);
    expect(counts.begun).toBeLessThanOrEqual(12);
  });

  it('is decoded in parts where a group does not fit into the memory that is kept for it', async () => {
    const { reader, counts } = countedFilm(250, 250, 4 * megabyte);
    for (let index = 249; index >= 0; index--) expect((await reader.read(index)).width).toBe(index);
    // 32 frames of 4 MB are kept: the group is gone through eight times, and to a nearer end each time.
    expect(counts.begun).toBeLessThanOrEqual(9);
    expect(counts.decoded).toBeLessThan(6 * 250);
  });

  it('gives the frame that is asked for, whatever was asked for before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(1, 16 * megabyte, 200 * megabyte),
        fc.array(fc.nat(29), { maxLength: 40 }),
        async (group, frameBytes, order) => {
          const { reader } = countedFilm(30, group, frameBytes);
          for (const index of order) expect((await reader.read(index)).width).toBe(index);
        },
      ),
    );
  });
});

test('a cancel of a read reaches the opening of the film', async () => {
  const opening = vi.fn(async (signal?: CancelSignal): Promise<FrameSource> => {
    signal?.throwIfAborted();
    throw new Error('nobody cancelled');
  });
  await expect(createFilmReader(opening).read(0, AbortSignal.abort())).rejects.toThrow(/abort/i);
});
