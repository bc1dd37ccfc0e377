import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overlap } from '../view/rect.ts';
import { besideEachOther } from './farNames.ts';

const place = fc.integer({ min: 0, max: 800 });
const name = fc.record({
  x: place,
  y: place,
  width: fc.integer({ min: 20, max: 140 }),
  height: fc.constant(12),
  of: fc.nat(),
});

it('names from afar never lie over each other, and the first is always there', () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 60 }), (names) => {
      const kept = besideEachOther(names);
      expect(kept[0]).toBe(names[0]);
      for (const [index, one] of kept.entries())
        for (const other of kept.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    }),
  );
});

it('a name is left out only for one that is in its way', () => {
  const at = (x: number) => ({ x, y: 0, width: 50, height: 12, of: x });
  expect(besideEachOther([at(0), at(30), at(60), at(120)]).map(({ of }) => of)).toEqual([0, 60, 120]);
});
