import { expect, test } from 'vitest';
import { sessionBudget } from './sessionBudget.ts';

const gigabyte = 2 ** 30;
const card = (gigabytes?: number) => async () => gigabytes && gigabytes * gigabyte;

test('the processor keeps half of the memory for weights, however much there is', async () => {
  expect(await sessionBudget('cpu', 8 * gigabyte)).toBe(4 * gigabyte);
  expect(await sessionBudget('cpu', 64 * gigabyte)).toBe(32 * gigabyte);
});

test('a card keeps most of its own memory, whatever the machine has', async () => {
  expect(await sessionBudget('cuda', 16 * gigabyte, card(24))).toBeCloseTo(16.8 * gigabyte);
  expect(await sessionBudget('cuda', 16 * gigabyte, card(undefined))).toBeCloseTo(5.6 * gigabyte);
});

test('cards that cannot be asked are taken for small ones, and no larger than the machine', async () => {
  expect(await sessionBudget('dml', 64 * gigabyte)).toBeCloseTo(5.6 * gigabyte);
  expect(await sessionBudget('webgpu', 8 * gigabyte)).toBe(4 * gigabyte);
});
