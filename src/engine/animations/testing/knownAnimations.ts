import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Animated pictures of fixtures/animations/make.py, of which pixels of every frame are known. */
export const animationFolder = join(import.meta.dirname, '../../../../fixtures/animations');

/** Column, row, red, green, blue. */
type KnownPixel = readonly [number, number, number, number, number];

export interface KnownAnimation {
  readonly width: number;
  readonly height: number;
  /** Levels by which a channel may differ. */
  readonly tolerance: number;
  /** Milliseconds that browsers show each frame. */
  readonly shown: readonly number[];
  readonly frames: readonly (readonly KnownPixel[])[];
}

export const knownAnimations: Readonly<Record<string, KnownAnimation>> = JSON.parse(
  readFileSync(join(animationFolder, 'expected.json'), 'utf8'),
);
