import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, type Rect } from './rect.ts';
import { type Obstacle, routeWires } from './routeWires.ts';
import { samples } from './wirePath.ts';
import { plainWire, type WireView } from './wireView.ts';

const wire = (from: string, to: string, start: readonly [number, number], end: readonly [number, number]): WireView =>
  plainWire({
    link: { from: `${from}.out`, to: `${to}.in` },
    from: { node: from, port: 'out' },
    to: { node: to, port: 'in' },
    type: 'latents',
    start,
    end,
  });
const node = (id: string, x: number, y: number, width = 100, height = 80): Obstacle => ({
  id,
  rect: { x, y, width, height },
});
const isBehind = ({ path }: WireView, { rect }: Obstacle) => samples(path, 50).some((point) => contains(rect, point));
const straight = wire('a', 'c', [100, 40], [500, 40]);
const between = node('b', 250, 0);

describe('a wire', () => {
  it('keeps its own way where nothing stands in it', () => {
    const [routed] = routeWires([straight], [node('a', 0, 0), node('b', 250, 200), node('c', 500, 0)]);
    expect(routed).toBe(straight);
  });

  it('goes around a node that it would run behind, by the shorter side', () => {
    const [above] = routeWires([straight], [between]);
    expect(isBehind(above as WireView, between)).toBe(false);
    expect(above?.path[1]?.[0]?.[1]).toBe(-14);
    const low = node('b', 250, -38);
    const [below] = routeWires([straight], [low]);
    expect(below?.path[1]?.[0]?.[1]).toBe(56);
  });

  it('begins and ends where it did, level, and is held by its bounds', () => {
    const [routed] = routeWires([straight], [between]);
    const points = samples(routed?.path ?? [], 40);
    expect(points[0]).toEqual([100, 40]);
    expect(points.at(-1)).toEqual([500, 40]);
    for (const point of points) expect(contains(routed?.bounds as Rect, point)).toBe(true);
  });

  it('passes between two nodes where there is room, and around both where there is none', () => {
    const [through] = routeWires([straight], [node('b', 250, -100, 100, 150), node('d', 250, 90)]);
    expect(through?.path[1]?.[0]?.[1]).toBeGreaterThan(50);
    expect(through?.path[1]?.[0]?.[1]).toBeLessThan(90);
    const narrow = [node('b', 250, -60, 100, 110), node('d', 250, 62, 100, 200)];
    expect(routeWires([straight], narrow)[0]?.path[1]?.[0]?.[1]).toBe(56);
    const tight = [node('b', 250, -60, 100, 110), node('d', 250, 55, 100, 200)];
    const [around] = routeWires([straight], tight);
    for (const each of tight) expect(isBehind(around as WireView, each)).toBe(false);
  });

  it('leaves another one beside it room, but not one of the same output', () => {
    const second = wire('x', 'y', [100, 50], [500, 50]);
    const [one, other] = routeWires([straight, second], [between]);
    expect(Math.abs((one?.path[1]?.[0]?.[1] ?? 0) - (other?.path[1]?.[0]?.[1] ?? 0))).toBeGreaterThanOrEqual(7);
    const twin = wire('a', 'y', [100, 40], [500, 20]);
    const [mine, its] = routeWires([straight, twin], [between]);
    expect(its?.path[1]?.[0]?.[1]).toBe(mine?.path[1]?.[0]?.[1]);
  });

  it('sees a small node anywhere on a long way', () => {
    const long = wire('a', 'c', [0, 0], [6000, 0]);
    for (let x = 300; x < 5600; x += 137) {
      const small = node('b', x, -30, 40, 60);
      const [routed] = routeWires([long], [small]);
      expect(isBehind(routed as WireView, small), `at ${x}`).toBe(false);
      expect(routed).not.toBe(long);
    }
  });

  it('stays where it was led while nothing near it moves, and its lane stays taken', () => {
    const second = wire('x', 'y', [100, 50], [500, 50]);
    const [first] = routeWires([straight], [between]);
    const [kept, other] = routeWires([straight, second], [between], (each) => (each === straight ? first : undefined));
    expect(kept).toBe(first);
    expect(Math.abs((kept?.path[1]?.[0]?.[1] ?? 0) - (other?.path[1]?.[0]?.[1] ?? 0))).toBeGreaterThanOrEqual(7);
  });

  it('that leads backwards goes through the gap between its own nodes', () => {
    const column = [node('a', 0, 0), node('c', 0, 120)];
    const [routed] = routeWires([wire('a', 'c', [100, 30], [0, 150])], column);
    for (const each of column) {
      const inside = { id: each.id, rect: { ...each.rect, x: 1, width: 98 } };
      expect(isBehind(routed as WireView, inside)).toBe(false);
    }
    expect(routed?.path).toHaveLength(3);
  });

  it('that no gap lets through keeps its own way', () => {
    const wall = node('b', 105, -5000, 390, 10_000);
    expect(routeWires([straight], [wall])[0]).toBe(straight);
  });

  it('touches not even the corner of a small node beside a tall one', () => {
    const corner = [node('n0', 120, -159, 40, 197), node('n1', 120, 3, 40, 21)];
    const plain = wire('a', 'c', [100, 0], [780, 0]);
    const [routed] = routeWires([plain], corner);
    expect(routed === plain || !corner.some((each) => isBehind(routed as WireView, each))).toBe(true);
  });

  it('never runs behind a node once it was led around one, whatever stands about', () => {
    const place = fc.integer({ min: -300, max: 300 });
    const obstacle = fc.record({
      x: fc.integer({ min: 120, max: 600 }),
      y: place,
      width: fc.integer({ min: 40, max: 150 }),
      height: fc.integer({ min: 20, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(obstacle, { maxLength: 6 }), place, (rects, y) => {
        const obstacles = rects.map((rect, index) => ({ id: `n${index}`, rect }));
        const plain = wire('a', 'c', [100, 0], [780, y]);
        const [routed] = routeWires([plain], obstacles);
        if (routed === plain) return;
        for (const each of obstacles) {
          const hidden = samples(routed?.path ?? [], 24).some((point) => contains(each.rect, point));
          expect(hidden).toBe(false);
        }
      }),
    );
  });
});
