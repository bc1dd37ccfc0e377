import { expect, it } from 'vitest';
import { createGarbage } from './garbage.ts';

const MEGABYTE = 2 ** 20;

it('is collected once there is enough of it, and then waited for again', () => {
  let collected = 0;
  const garbage = createGarbage(() => collected++);
  garbage.add(63 * MEGABYTE);
  garbage.collectSome();
  expect(collected).toBe(0);
  garbage.add(MEGABYTE);
  garbage.collectSome();
  garbage.collectSome();
  expect(collected).toBe(1);
  garbage.collectAll();
  expect(collected).toBe(2);
});

it('is given back by V8 itself: what nobody holds is gone', async () => {
  const garbage = createGarbage();
  const memory = new WeakRef(new ArrayBuffer(8 * MEGABYTE));
  await new Promise((resolve) => setImmediate(resolve));
  garbage.collectAll();
  await new Promise((resolve) => setImmediate(resolve));
  expect(memory.deref()).toBeUndefined();
});
