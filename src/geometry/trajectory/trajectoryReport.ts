import type { Work } from '../../tensor/work.ts';
import { unitSequence } from '../unitSequence.ts';
import type { Vector } from '../vector.ts';
import { type AngularSpacing, angularSpacing } from './angularSpacing.ts';
import { type Consistency, consistency } from './consistency.ts';
import { type GlobalStraightness, globalStraightness } from './globalStraightness.ts';
import { type LocalStraightness, localStraightness } from './localStraightness.ts';
import { type Motion, motion } from './motion.ts';

/** All metrics of one sequence, as plain data. What too short or still a sequence does not have is undefined. */
export interface TrajectoryReport {
  readonly frames: number;
  readonly dimensions: number;
  /** |z_t| of each frame. */
  readonly radii: readonly number[];
  readonly spacing: AngularSpacing;
  readonly local: LocalStraightness;
  readonly global: GlobalStraightness;
  readonly consistency: Consistency | undefined;
  readonly motion: Motion;
}

/** @throws GeometryError `zero-vector` naming a frame without a direction, `length` when frames differ in size. */
export function* trajectoryReport(frames: readonly Vector[]): Work<TrajectoryReport> {
  const { units, radii } = yield* unitSequence(frames);
  return {
    frames: frames.length,
    dimensions: frames[0]?.length ?? 0,
    radii,
    spacing: yield* angularSpacing(units),
    local: yield* localStraightness(units),
    global: yield* globalStraightness(units),
    consistency: yield* consistency(units),
    motion: yield* motion(frames),
  };
}
