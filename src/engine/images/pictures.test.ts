import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createImageService } from './imageService.ts';

interface Expected {
  readonly width: number;
  readonly height: number;
  /** Levels by which a channel may differ. */
  readonly tolerance: number;
  /** Column, row, red, green, blue. */
  readonly pixels: readonly (readonly [number, number, number, number, number])[];
  readonly warning?: string;
}

const folder = new URL('../../../fixtures/pictures/', import.meta.url);
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const pictures: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'));
const images = createImageService();

/** The pixel of [1, 3, H, W] as levels. */
function pixel(data: Float32Array, [column, row]: readonly number[], width = 0, area = 0): number[] {
  return [0, 1, 2].map((plane) => Math.round((data[plane * area + (row ?? 0) * width + (column ?? 0)] ?? -1) * 255));
}

describe('a picture of the world has the size and the pixels that other programs see', () => {
  test.each(Object.entries(pictures))('%s', async (name, { width, height, tolerance, pixels, warning }) => {
    const warnings: string[] = [];
    const { data, shape } = await images.decode(fixture(name), name, { warn: (message) => warnings.push(message) });
    expect(shape).toEqual([1, 3, height, width]);
    for (const [column, row, ...rgb] of pixels) {
      const got = pixel(data, [column, row], width, width * height);
      const far = got.some((level, i) => Math.abs(level - (rgb[i] ?? 0)) > tolerance);
      if (far) expect(`${column},${row}: ${got}`).toBe(`${column},${row}: ${rgb}`);
    }
    expect(warnings.join()).toMatch(warning === undefined ? /^$/ : new RegExp(`"${name}".*${warning}`));
  });
});
