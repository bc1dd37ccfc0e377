import { expect, test } from 'vitest';
import { map, zeros } from '../../tensor/tensor.ts';
import { packed, patchPositions, unpacked } from './packing.ts';

const counted = map(zeros([2, 2, 4, 2]), (_, i) => i);

test('each patch holds its four cells of one channel after the other', () => {
  const { data, shape } = packed(counted);
  expect(shape).toEqual([2, 2, 8]);
  expect([...data.slice(0, 8)]).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
  expect([...data.slice(8, 16)]).toEqual([4, 5, 6, 7, 12, 13, 14, 15]);
});

test('unpacking brings every number back to its cell', () => {
  expect(unpacked(packed(counted), counted.shape)).toEqual(counted);
});

test('patches are counted by rows and columns', () => {
  expect([...patchPositions(4, 6).data]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 1, 0, 0, 1, 1, 0, 1, 2]);
});
