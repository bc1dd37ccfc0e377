import { GeometryError } from '../geometryError.ts';
import type { Vector } from '../vector.ts';

/**
 * How strong a direction is at each place: |v| over the channels.
 * @param vector [C, h, w] flat.
 * @returns [h, w] flat.
 * @throws GeometryError `length` when it does not divide into so many channels.
 */
export function cellNorms(vector: Vector, channels: number): Float64Array {
  const cells = vector.length / channels;
  if (!Number.isInteger(cells)) {
    throw new GeometryError('length', `${vector.length} numbers do not divide into ${channels} channels`);
  }
  const squares = new Float64Array(cells);
  vector.forEach((value, index) => {
    squares[index % cells] = (squares[index % cells] as number) + value * value;
  });
  return squares.map(Math.sqrt);
}

/**
 * A mask of where a direction lives: 1 for the strongest cells that together hold the given share of its energy |v|², as few as
 * are enough. The others have 0, or what they have of the weakest among those, so that the mask fades out.
 * @param norms of cells.
 * @param share of the energy, 0 to 1; one cell is the least.
 */
export function strongestCells(norms: ArrayLike<number>, share: number, edges: 'hard' | 'soft'): Float32Array {
  const values = Array.from(norms);
  const whole = values.reduce((sum, norm) => sum + norm * norm, 0);
  const order = [...values.keys()].toSorted((a, b) => (values[b] as number) - (values[a] as number));
  const mask = new Float32Array(values.length);
  let held = 0;
  let weakest = 0;
  for (const cell of order) {
    // What rounding leaves of a sum is no reason for one cell more.
    if (weakest > 0 && held >= share * whole * (1 - 1e-12)) break;
    weakest = values[cell] as number;
    held += weakest * weakest;
    mask[cell] = 1;
  }
  if (edges === 'hard' || weakest === 0) return mask;
  return mask.map((value, cell) => (value === 1 ? 1 : Math.min(1, (values[cell] as number) / weakest)));
}

/**
 * Over how many of the cells energy is spread, 1/n to 1: the participation ratio (sum e)² / (n sum e²), which is 1 where all
 * cells have the same and 1/n where one has everything. 0 where none has any.
 */
export function spreadOf(norms: ArrayLike<number>): number {
  const energies = Array.from(norms, (norm) => norm * norm);
  const sum = energies.reduce((total, energy) => total + energy, 0);
  const squares = energies.reduce((total, energy) => total + energy * energy, 0);
  return squares > 0 ? sum ** 2 / (energies.length * squares) : 0;
}

/** m v at each place, the same in all channels. @param mask [h, w] flat, for v [C, h, w] flat. */
export function maskedVector(vector: Vector, mask: ArrayLike<number>): Float32Array {
  return Float32Array.from(vector, (value, index) => value * (mask[index % mask.length] as number));
}
