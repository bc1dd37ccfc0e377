import { describe, expect, test } from 'vitest';
import { createGate } from './gate.ts';

/** Work that ends when it is told to, and says what happens. */
function stage() {
  const said: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => async () => {
    said.push(`${name} begins`);
    await new Promise<void>((resolve) => ends.set(name, resolve));
    said.push(`${name} ends`);
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { said, work, end, settle };
}

describe('runs share the device', () => {
  test('with each other', async () => {
    const gate = createGate();
    const { said, work, end, settle } = stage();
    const runs = [gate.shared(work('one')), gate.shared(work('two'))];
    await settle();
    expect(said).toEqual(['one begins', 'two begins']);
    await end('one');
    await end('two');
    await Promise.all(runs);
  });

  test('with no change: it waits for those before, and those after wait for it', async () => {
    const gate = createGate();
    const { said, work, end, settle } = stage();
    void gate.shared(work('before'));
    await settle();
    void gate.alone(work('change'));
    void gate.alone(work('second change'));
    void gate.shared(work('after'));
    await settle();
    expect(said).toEqual(['before begins']);
    await end('before');
    expect(said.slice(1)).toEqual(['before ends', 'change begins']);
    await end('change');
    await end('second change');
    expect(said.slice(4)).toEqual(['second change begins', 'second change ends', 'after begins']);
    await end('after');
  });

  test('also when one before has failed', async () => {
    const gate = createGate();
    const failing = gate.shared(async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await expect(gate.alone(async () => Promise.reject(new Error('never')))).rejects.toThrow('never');
    expect(await gate.shared(async () => 'goes on')).toBe('goes on');
  });
});
