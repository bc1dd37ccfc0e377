import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGround } from './ground.ts';
import { overlap } from './rect.ts';

const length = fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constant(1e5), fc.constant(1e300));
const place = fc.oneof(fc.integer({ min: -3000, max: 3000 }), fc.constantFrom(-1e300, 0, 400, 1e300));
const rect = fc.record({ x: place, y: place, width: length, height: length });

it('a place is free where nothing but the asking one stands, however large and wherever it is', () => {
  fc.assert(
    fc.property(fc.array(rect, { maxLength: 30 }), rect, fc.nat(30), (rects, asked, own) => {
      const all = rects.map((each, index) => ({ id: `${index}`, rect: each }));
      const ground = createGround(all.slice(0, 10));
      for (const standing of all.slice(10)) ground.take(standing);
      const isFree = !all.some(({ id, rect: other }) => id !== `${own}` && overlap(other, asked));
      expect(ground.isFree(asked, `${own}`)).toBe(isFree);
    }),
  );
});
