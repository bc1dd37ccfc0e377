import fc from 'fast-check';
import { expect, it } from 'vitest';
import { darkTheme, lightTheme } from '../theme/tokens.ts';
import { rim } from './damage.ts';
import { type Frame, partOfGraph, repairOf } from './repair.ts';
import { contains } from './view/rect.ts';
import { pan } from './view/viewport.ts';

const frame: Frame = {
  viewport: { x: 13.7, y: -250.2, zoom: 0.47 },
  density: 2,
  theme: darkTheme,
  size: [800, 600],
  isFar: false,
};
const panned = (by: readonly [number, number]): Frame => ({ ...frame, viewport: pan(frame.viewport, by) });

it('a graph that was moved shows every point where it was painted, or paints it', () => {
  const step = fc.integer({ min: -60, max: 60 });
  fc.assert(
    fc.property(step, step, fc.integer({ min: 0, max: 799 }), fc.integer({ min: 0, max: 599 }), (dx, dy, x, y) => {
      const repair = repairOf(frame, panned([dx, dy]), []);
      expect(repair?.shift).toEqual([2 * dx, 2 * dy]);
      const from = [x - 2 * dx, y - 2 * dy] as const;
      const wasThere = contains({ x: 0, y: 0, width: 800, height: 600 }, from);
      const isPainted = repair?.parts.some((part) => contains(part, [x, y]));
      expect(wasThere || isPainted).toBe(true);
    }),
  );
});

it('what changed is painted where it stands now, in whole pixels', () => {
  const { viewport } = frame;
  const rect = { x: viewport.x + 100, y: viewport.y + 80, width: 33.3, height: 21.1 };
  const repair = repairOf(frame, frame, [rect]);
  expect(repair?.shift).toEqual([0, 0]);
  const [part] = repair?.parts ?? [];
  expect([part?.x, part?.y, part?.width, part?.height].every(Number.isInteger)).toBe(true);
  const painted = part && partOfGraph(part, frame);
  expect(painted && contains(painted, [rect.x + 0.1, rect.y + 0.1])).toBe(true);
  expect(painted && contains(painted, [rect.x + 33.2, rect.y + 21])).toBe(true);
});

it('a ring is painted whole from afar too, where it is wider than the rim of its node', () => {
  const afar: Frame = { ...frame, viewport: { x: 0, y: 0, zoom: 0.04 } };
  const node = { x: 4000, y: 4000, width: 200, height: 100 };
  const ring = 1 / afar.viewport.zoom;
  expect(ring).toBeGreaterThan(rim);
  const damaged = { x: node.x - rim, y: node.y - rim, width: node.width + 2 * rim, height: node.height + 2 * rim };
  const [part] = repairOf(afar, afar, [damaged])?.parts ?? [];
  const painted = part && partOfGraph(part, afar);
  expect(painted && contains(painted, [node.x - ring, node.y - ring])).toBe(true);
  expect(painted && contains(painted, [node.x + node.width + ring, node.y + node.height + ring])).toBe(true);
});

it('what is out of view is not painted', () => {
  expect(repairOf(frame, frame, [{ x: 1e5, y: 0, width: 10, height: 10 }])?.parts).toEqual([]);
});

it('many parts are painted as one', () => {
  const rects = [0, 20, 40, 60, 80].map((x) => ({ x: frame.viewport.x + x, y: frame.viewport.y, width: 5, height: 5 }));
  expect(repairOf(frame, frame, rects)?.parts).toHaveLength(1);
});

it.each<[string, Frame | undefined, Frame]>([
  ['at first', undefined, frame],
  ['after a zoom', frame, { ...frame, viewport: { ...frame.viewport, zoom: 0.5 } }],
  ['by part of a pixel', frame, panned([0.2, 0])],
  ['in another theme', frame, { ...frame, theme: lightTheme }],
  ['on another screen', frame, { ...frame, density: 1 }],
  ['in another size', frame, { ...frame, size: [801, 600] }],
  ['with less on nodes', frame, { ...frame, isFar: true }],
  ['far away', frame, panned([390, 290])],
])('all is painted %s', (_, last, next) => {
  expect(repairOf(last, next, [])).toBeUndefined();
});

it('all is painted where everything is damaged', () => {
  expect(repairOf(frame, frame, 'everything')).toBeUndefined();
});
