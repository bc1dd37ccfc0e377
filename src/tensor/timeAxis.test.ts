import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TorchGenerator } from './random.ts';
import { frameAt, frameCount, framesBetween, joinedInTime, withoutTime, withTime } from './timeAxis.ts';

const side = fc.integer({ min: 1, max: 3 });
const clips = fc
  .tuple(side, side, fc.integer({ min: 1, max: 5 }), side, side)
  .map((shape) => new TorchGenerator(shape.length).randn(shape));

describe('the frames of a clip', () => {
  it('put together in order are the clip again', () => {
    fc.assert(
      fc.property(clips, (clip) => {
        const frames = Array.from({ length: frameCount(clip) }, (_, index) => withTime(frameAt(clip, index)));
        expect(joinedInTime(frames)).toEqual(clip);
      }),
    );
  });

  it('are the numbers of one moment, item by item and channel by channel', () => {
    const clip = { data: Float32Array.from({ length: 12 }, (_, i) => i), shape: [2, 2, 3, 1, 1] };
    expect(frameAt(clip, 1)).toEqual({ data: Float32Array.of(1, 4, 7, 10), shape: [2, 2, 1, 1] });
    expect(framesBetween(clip, 1, 3)).toEqual({
      data: Float32Array.of(1, 2, 4, 5, 7, 8, 10, 11),
      shape: [2, 2, 2, 1, 1],
    });
  });

  it('can be cut anywhere and joined again', () => {
    fc.assert(
      fc.property(clips, fc.nat(), (clip, seed) => {
        const frames = frameCount(clip);
        const cut = seed % frames;
        const pieces = [...(cut > 0 ? [framesBetween(clip, 0, cut)] : []), framesBetween(clip, cut, frames)];
        expect(joinedInTime(pieces)).toEqual(clip);
      }),
    );
  });

  it('that there are not, and pieces of two sizes, are refused', () => {
    const clip = { data: new Float32Array(6), shape: [1, 1, 3, 2, 1] };
    expect(() => frameAt(clip, 3)).toThrow('there are no frames 3 to 4 in 3');
    expect(() => joinedInTime([])).toThrow('there are no frames to join');
    expect(() => joinedInTime([clip, { data: new Float32Array(2), shape: [1, 1, 1, 1, 2] }])).toThrow(
      'cannot join [1, 1, 1, 1, 2] to [1, 1, 3, 2, 1] in time',
    );
    expect(withoutTime(withTime({ data: new Float32Array(2), shape: [1, 1, 2, 1] })).shape).toEqual([1, 1, 2, 1]);
  });
});
