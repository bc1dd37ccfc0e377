import { describe, expect, test } from 'vitest';
import type { Slot } from './slot.ts';
import { createSlotPool } from './slotPool.ts';

const slot = (): Slot => ({ compute: async () => '', close: async () => {} });
const never = () => new AbortController().signal;

/** Something to wait for. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('the slots of a worker', () => {
  test('are given to one job at a time, in the order in which they asked', async () => {
    const pool = createSlotPool([slot()]);
    const order: string[] = [];
    const first = gate();
    const all = [
      pool.use(never(), async () => {
        await first.opened;
        order.push('first');
      }),
      pool.use(never(), async () => void order.push('second')),
      pool.use(never(), async () => void order.push('third')),
    ];
    expect(pool.busy()).toBe(1);
    first.open();
    await Promise.all(all);
    expect(order).toEqual(['first', 'second', 'third']);
    expect(pool.busy()).toBe(0);
  });

  test('are free again after work that failed', async () => {
    const pool = createSlotPool([slot()]);
    await expect(pool.use(never(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await pool.use(never(), async () => 'done')).toBe('done');
  });

  test('are not waited for by a job that is cancelled, and go to the next', async () => {
    const pool = createSlotPool([slot()]);
    const first = gate();
    const running = pool.use(never(), () => first.opened);
    const stop = new AbortController();
    const cancelled = pool.use(stop.signal, async () => 'never');
    const next = pool.use(never(), async () => 'next');
    stop.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    first.open();
    await running;
    expect(await next).toBe('next');
    await expect(pool.use(stop.signal, async () => 'never')).rejects.toThrow('cancelled');
    expect(pool.busy()).toBe(0);
  });
});
