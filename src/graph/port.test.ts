import { describe, expect, test } from 'vitest';
import { compatible, findPort, port } from './port.ts';

describe('a wire may join', () => {
  test.each([
    ['image', 'image'],
    ['number', 'numbers'],
    ['image', 'image_set'],
    ['any', 'latents'],
    ['latents', 'any'],
    ['any', 'any'],
  ] as const)('%s to %s', (from, to) => {
    expect(compatible(from, to)).toBe(true);
  });

  test.each([
    ['image', 'latents'],
    ['numbers', 'number'],
    ['image_set', 'image'],
    ['direction', 'latents'],
    ['number', 'image_set'],
  ] as const)('but not %s to %s', (from, to) => {
    expect(compatible(from, to)).toBe(false);
  });
});

describe('the name of a port in a link', () => {
  const plain = port('latents', 'one');
  const several = port('latents', 'several', { repeat: { min: 1, max: 12 } });
  const dotted = port('number', 'named with a dot and a digit');
  const ports = { plain, several, 'a.1': dotted };

  test('is its own where it takes one wire', () => {
    expect(findPort(ports, 'plain')).toBe(plain);
    expect(findPort(ports, 'a.1')).toBe(dotted);
    expect(findPort(ports, 'plain.1')).toBeUndefined();
  });

  test('is numbered where it takes several, from 1 to the last', () => {
    expect(findPort(ports, 'several')).toBeUndefined();
    for (const name of ['several.1', 'several.9', 'several.12']) expect(findPort(ports, name)).toBe(several);
    for (const name of ['several.0', 'several.01', 'several.13', 'several.123', 'several.1x', 'several.', '.1'])
      expect(findPort(ports, name), name).toBeUndefined();
  });

  test.each(['toString', '__proto__', 'constructor.1', '__proto__.1', 'other', 'other.1'])('is never "%s"', (name) => {
    expect(findPort(ports, name)).toBeUndefined();
  });
});
