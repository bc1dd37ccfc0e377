import { describe, expect, it } from 'vitest';
import { placeNotes } from './notePlaces.ts';
import { overlap, type Rect } from './rect.ts';

const node = (x: number, y: number, height = 100): Rect => ({ x, y, width: 200, height });
const request = (rect: Rect, open?: boolean, id = 'a') => ({ id, rect, size: [200, 60] as const, open });

describe('the note of a node', () => {
  it('stands under its node where there is room', () => {
    const a = node(0, 0);
    expect(placeNotes([request(a)], new Map([['a', a]])).get('a')).toEqual({ x: 0, y: 106, width: 200, height: 60 });
  });

  it('is folded where it would cover another node, or ports at its sides', () => {
    const a = node(0, 0);
    const placed = (other: Rect) =>
      placeNotes(
        [request(a)],
        new Map([
          ['a', a],
          ['b', other],
        ]),
      ).has('a');
    expect(placed(node(0, 150))).toBe(false);
    expect(placed(node(205, 150))).toBe(false);
    expect(placed(node(215, 150))).toBe(true);
    expect(placed(node(0, 175))).toBe(true);
  });

  it('is folded when the user folded it, whatever room there is', () => {
    const a = node(0, 0);
    expect(placeNotes([request(a, false)], new Map([['a', a]])).size).toBe(0);
  });

  it('goes to the nearest free place when the user opens it where there is no room', () => {
    const a = node(0, 0);
    const nodes = new Map([
      ['a', a],
      ['below', node(0, 120)],
      ['right', node(240, 0)],
      ['above', node(0, -120)],
    ]);
    const place = placeNotes([request(a, true)], nodes).get('a');
    expect(place).toBeDefined();
    for (const rect of nodes.values()) expect(place && overlap(place, rect)).toBe(false);
    expect(Math.hypot(place?.x ?? 1e9, (place?.y ?? 1e9) - 106)).toBeLessThan(250);
  });

  it('finds a place among hundreds of nodes without gaps', () => {
    const nodes = new Map(
      Array.from({ length: 400 }, (_, at) => [`n${at}`, node((at % 20) * 210, Math.floor(at / 20) * 104)] as const),
    );
    const rect = nodes.get('n210') ?? node(0, 0);
    const place = placeNotes([request(rect, true, 'n210')], nodes).get('n210');
    expect(place).toBeDefined();
    for (const other of nodes.values()) expect(place && overlap(place, other)).toBe(false);
  });

  it('never lies over a note that is placed before it', () => {
    const [a, b] = [node(0, 0), node(0, 110, 40)];
    const notes = [request(a, true), request(b, true, 'b')];
    const places = placeNotes(
      notes,
      new Map([
        ['a', a],
        ['b', b],
      ]),
    );
    const [first, second] = [places.get('a'), places.get('b')];
    expect(first && second && overlap(first, second)).toBe(false);
  });
});
