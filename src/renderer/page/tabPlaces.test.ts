import { expect, it, vi } from 'vitest';
import { createTabPlaces } from './tabPlaces.ts';

it('writes the places of tabs at once when they change, and not again while they stay', () => {
  const setItem = vi.fn();
  const places = createTabPlaces({ getItem: () => null, setItem });
  places.write({ open: ['a', 'b'], shown: 'a' });
  places.write({ open: ['a', 'b'], shown: 'a' });
  expect(setItem).toHaveBeenCalledTimes(1);
  places.write({ open: ['b', 'a'], shown: 'a' });
  expect(setItem).toHaveBeenLastCalledWith('arcspace-tabs', JSON.stringify({ open: ['b', 'a'], shown: 'a' }));
});

it('tries again after storage refused', () => {
  const setItem = vi.fn().mockImplementationOnce(() => {
    throw new Error('full');
  });
  const places = createTabPlaces({ getItem: () => null, setItem });
  places.write({ open: ['a'], shown: 'a' });
  places.write({ open: ['a'], shown: 'a' });
  expect(setItem).toHaveBeenCalledTimes(2);
});
