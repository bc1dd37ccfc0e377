import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { KeyFrame } from '../../geometry/keyFrames.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import {
  addBeside,
  addKey,
  arrowed,
  atPlane,
  type CurveSpan,
  curveLine,
  curveRange,
  curveSpan,
  keyFramesIn,
  moveKey,
  placeInPlane,
  removeKey,
} from './curve.ts';
import { parameterSpecs } from './parameterSpec.ts';

const key = (at: number, value: number, easing: KeyFrame['easing'] = 'linear'): KeyFrame => ({ at, value, easing });
const span: CurveSpan = { from: 1, to: 24, step: 1, timing: 'frames' };
const keys = [key(1, 0), key(12, 1), key(24, 0.5)];
const entry = nodeRegistry.get('curve') as NodeEntry;
const spec = parameterSpecs(entry).find(({ kind }) => kind === 'curve');
const spanOf = (parameters: Record<string, unknown>) => {
  if (!spec) throw new Error('the node has no curve');
  return curveSpan(entry, spec, parameters);
};

describe('the key frames that a file holds', () => {
  it('come in the order of time, without what is none', () => {
    const held = [
      key(5, 1),
      { at: 'soon', value: 1 },
      null,
      { at: 2, value: 3, easing: 'bounce' },
      { at: Number.NaN, value: 0 },
    ];
    expect(keyFramesIn(held)).toEqual([key(2, 3), key(5, 1)]);
    expect([keyFramesIn('none'), keyFramesIn(undefined)]).toEqual([[], []]);
  });
});

describe('the time that a curve is drawn over', () => {
  it('is that of all frames, in what times count', () => {
    expect(spanOf({ frames: 48 })).toEqual({ from: 1, to: 48, step: 1, timing: 'frames' });
    const second = { keys: [key(0, 1)], time: 'seconds', frames: 25, frames_per_second: 12 };
    expect(spanOf(second)).toEqual({ from: 0, to: 2, step: 1 / 12, timing: 'seconds' });
    expect(spanOf({ keys: [key(0, 1)], time: 'share' })).toEqual({ from: 0, to: 1, step: 0.01, timing: 'share' });
  });

  it('reaches to key frames that lie beyond, and is never empty', () => {
    expect(spanOf({ frames: 10, keys: [key(0, 0), key(30, 1)] })).toMatchObject({ from: 0, to: 30 });
    expect(spanOf({ frames: 1, keys: [key(1, 0)] })).toMatchObject({ from: 1, to: 2 });
  });
});

describe('a key frame in the plane', () => {
  it('is found again where it was drawn', () => {
    const places = fc.record({ at: fc.integer({ min: 1, max: 24 }), value: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(places, ({ at, value }) => {
        const range = curveRange(keys);
        const place = { at, value: value / 100 };
        const found = atPlane(placeInPlane(place, span, range), span, range);
        expect(found.at).toBe(at);
        expect(found.value).toBeCloseTo(place.value, 9);
      }),
    );
  });

  it('is dragged to whole frames, and no further than its neighbours', () => {
    const drag = (index: number, at: number) => moveKey(keys, index, { at, value: 0.7 }, span).map((each) => each.at);
    expect(drag(1, 20)).toEqual([1, 20, 24]);
    expect(drag(1, 90)).toEqual([1, 23, 24]);
    expect(drag(1, -4)).toEqual([1, 2, 24]);
    expect(drag(0, -4)).toEqual([1, 12, 24]);
    expect(atPlane([0.5, 0.5], span, [0, 1]).at).toBe(13);
  });

  it('leads beyond the frames that are seen where it is the last, but never beyond the whole', () => {
    expect(moveKey(keys, 2, { at: 96, value: 1 }, span).at(-1)).toEqual(key(96, 1));
    const share: CurveSpan = { from: 0, to: 1, step: 0.01, timing: 'share' };
    expect(moveKey([key(0, 0), key(1, 1)], 1, { at: 1.5, value: 1 }, share).at(-1)).toEqual(key(1, 1));
    expect(spanOf({ frames: 24, keys: [key(1, 0), key(96, 1)] }).to).toBe(96);
  });

  it('stays in the order of time whatever is done', () => {
    const moves = fc.array(
      fc.record({
        kind: fc.constantFrom('move', 'add', 'beside', 'remove'),
        index: fc.nat(9),
        right: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(moves, (all) => {
        const end = all.reduce<readonly KeyFrame[]>((now, { kind, index, right }) => {
          const at = Math.min(index, now.length - 1);
          const place = atPlane([right, 0.5], span, [0, 1]);
          if (kind === 'move') return moveKey(now, at, place, span);
          if (kind === 'add') return addKey(now, place).keys;
          return kind === 'remove' ? removeKey(now, at) : addBeside(now, at, span).keys;
        }, keys);
        expect(end.length).toBeGreaterThan(0);
        for (const [index, { at }] of end.entries()) {
          expect(at).toBeGreaterThan(end[index - 1]?.at ?? 0);
          expect(at).toBeLessThanOrEqual(24);
        }
      }),
    );
  });

  it('moves by the arrow keys, finely with Shift, and by no other key', () => {
    const press = (name: string, shiftKey = false) =>
      arrowed(key(12, 0.5), { key: name, shiftKey }, span, [-0.08, 1.08]);
    expect(press('ArrowRight')).toEqual({ at: 13, value: 0.5 });
    expect(press('ArrowUp')).toEqual({ at: 12, value: 0.51 });
    expect(press('ArrowDown', true)).toEqual({ at: 12, value: 0.499 });
    expect(press('Home')).toBeUndefined();
  });
});

describe('adding and removing', () => {
  it('puts a key frame where it is wanted, and it leads on as the one before it', () => {
    const eased = [key(1, 0, 'cosine'), key(24, 1)];
    expect(addKey(eased, { at: 10, value: 0.9 })).toEqual({
      keys: [key(1, 0, 'cosine'), key(10, 0.9, 'cosine'), key(24, 1)],
      index: 1,
    });
  });

  it('moves the one that is there already', () => {
    expect(addKey(keys, { at: 12, value: 7 })).toEqual({ keys: [key(1, 0), key(12, 7), key(24, 0.5)], index: 1 });
  });

  it('beside another takes the middle of the way, on the curve', () => {
    expect(addBeside([key(1, 0), key(23, 1)], 0, span)).toMatchObject({ index: 1, keys: [{}, key(12, 0.5), {}] });
    expect(addBeside([key(1, 0), key(24, 1)], 1, span).index).toBe(1);
  });

  it('leaves the last one', () => {
    expect(removeKey(keys, 1)).toEqual([key(1, 0), key(24, 0.5)]);
    expect(removeKey([key(3, 1)], 0)).toEqual([key(3, 1)]);
  });
});

it('the line goes through all key frames, and jumps steeply where the value is held', () => {
  const range = curveRange(keys);
  const line = curveLine([key(1, 0, 'hold'), key(12, 1), key(24, 0.5)], span, range);
  const heights = line.filter(([right]) => Math.abs(right - 11 / 23) < 0.002).map(([, up]) => up);
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(0.8);
  expect(curveRange([key(1, 0)])).toEqual([-0.08, 1.08]);
  expect(curveLine([], span, range)).toEqual([]);
});
