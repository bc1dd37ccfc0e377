import { describe, expect, test } from 'vitest';
import { batchItem, batchItems, batchSize, map, sameShape, sizeOf, stack, tensor, zeros } from './tensor.ts';

const batch = tensor(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]);

test('a scalar has one element, an empty axis none', () => {
  expect(sizeOf([])).toBe(1);
  expect(sizeOf([2, 3, 4])).toBe(24);
  expect(sizeOf([2, 0])).toBe(0);
});

describe('a shape on data', () => {
  test('copies nothing', () => {
    const data = Float32Array.of(1, 2, 3, 4);
    const made = tensor(data, [2, 2]);
    expect(made.data).toBe(data);
    expect(made.shape).toEqual([2, 2]);
  });

  test('is refused when it does not fit, and says both sizes', () => {
    expect(() => tensor(new Float32Array(5), [2, 3])).toThrow('5 elements do not fill the shape [2, 3]');
  });
});

test('zeros are as many as the shape holds', () => {
  expect(zeros([2, 2])).toEqual({ data: Float32Array.of(0, 0, 0, 0), shape: [2, 2] });
});

test('shapes are the same when every axis is, and there are as many', () => {
  expect(sameShape(zeros([2, 3]), zeros([2, 3]))).toBe(true);
  expect(sameShape(zeros([2, 3]), zeros([3, 2]))).toBe(false);
  expect(sameShape(zeros([2, 3]), zeros([2, 4]))).toBe(false);
  expect(sameShape(zeros([2]), zeros([2, 1]))).toBe(false);
  expect(sameShape(zeros([2, 1]), zeros([2]))).toBe(false);
});

describe('the first axis holds the items of a batch', () => {
  test('a scalar is one item', () => {
    expect(batchSize(batch)).toBe(3);
    expect(batchSize(tensor(Float32Array.of(7), []))).toBe(1);
  });

  test('an item is a view on the memory of its batch', () => {
    const item = batchItem(batch, 1);
    expect(item).toEqual({ data: Float32Array.of(3, 4), shape: [1, 2] });
    expect(item.data.buffer).toBe(batch.data.buffer);
  });

  test('the items are the batch, one after the other', () => {
    expect(batchItems(batch).map(({ data }) => [...data])).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test.each([-1, 3])('there is no item %d of three', (index) => {
    expect(() => batchItem(batch, index)).toThrow(`there is no batch item ${index} in 3`);
  });
});

describe('stacking', () => {
  test('undoes taking apart, and joins batches of several sizes', () => {
    expect(stack(batchItems(batch))).toEqual(batch);
    expect(stack([batch, batchItem(batch, 0)])).toEqual(tensor(Float32Array.of(1, 2, 3, 4, 5, 6, 1, 2), [4, 2]));
  });

  test('of items that differ names both shapes, whichever comes first', () => {
    expect(() => stack([zeros([1, 2]), zeros([1, 3])])).toThrow('cannot stack [1, 3] on [1, 2]');
    expect(() => stack([zeros([2, 2, 2]), zeros([1, 4])])).toThrow('cannot stack [1, 4] on [2, 2, 2]');
    expect(() => stack([zeros([1, 1, 23]), zeros([1, 12, 3])])).toThrow('cannot stack');
  });

  test('of nothing is refused', () => {
    expect(() => stack([])).toThrow('there is nothing to stack');
  });
});

test('an operation sees each element and its place, and keeps the shape', () => {
  expect(map(batch, (element, place) => element * 10 + place)).toEqual(
    tensor(Float32Array.of(10, 21, 32, 43, 54, 65), [3, 2]),
  );
});
