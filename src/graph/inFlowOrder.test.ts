import { expect, it } from 'vitest';
import { inFlowOrder } from './inFlowOrder.ts';

const order = (ids: string, wires: Readonly<Record<string, string>>) =>
  inFlowOrder([...ids], (id) => [...(wires[id] ?? '')]).join('');

it('puts each node after all that feeds it', () => {
  expect(order('dcba', { a: 'bc', b: 'd', c: 'd' })).toBe('abcd');
});

it('keeps the given order where the wires leave a choice', () => {
  expect(order('xaybz', { a: 'b' })).toBe('xayzb');
});

it('counts two wires between the same nodes as two on both sides', () => {
  expect(order('ba', { a: 'bb' })).toBe('ab');
});

it('enters a ring at its first node, after what is in no ring', () => {
  expect(order('bacx', { a: 'b', b: 'c', c: 'a' })).toBe('xbca');
});

it('has every node once, with rings, wires to itself and wires to nodes that are not there', () => {
  expect([...order('abcdef', { a: 'ab', b: 'cg', c: 'bd', e: 'f', f: 'e' })].sort().join('')).toBe('abcdef');
});

it('follows each wire twice at most, in a row of thousands that stands backwards', () => {
  const ids = Array.from({ length: 5000 }, (_, index) => String(index)).reverse();
  let asked = 0;
  const sorted = inFlowOrder(ids, (id) => {
    asked++;
    return [String(Number(id) + 1)];
  });
  expect(sorted).toEqual(ids.toReversed());
  expect(asked).toBe(2 * ids.length);
});
