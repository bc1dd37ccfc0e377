import { GeometryError, type GeometryFault } from '../../src/geometry/geometryError.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';

const remedies: Readonly<Record<GeometryFault, string>> = {
  'zero-vector': 'Latents made by Noise or Encode are never zero: check what flows in.',
  antipodal: 'Set "opposite points" to seeded axis, or move one of the points a little.',
  'not-converged':
    'Give points that are closer together, or weights that favour some of them; iterative mode always gives an answer.',
  dependent: 'Remove one of the directions that say the same, or compose them as they are.',
  'negative-radius': 'Stay nearer to the range 0 to 1, or choose the geometric radius, which is always positive.',
  weights: 'Give one weight per input, zero or more, at least one of them above zero.',
  length: 'Make both from pictures of the same width and height.',
};

/** What to do about a fault, where a node knows better than what holds everywhere. */
export type Remedies = Partial<Readonly<Record<GeometryFault, string>>>;

/** Runs a computation on vectors; what geometry cannot answer becomes an error with a remedy. */
export function withGeometryErrors<T>(compute: () => T, better: Remedies = {}): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof GeometryError)) throw error;
    throw new ArcspaceError(error.fault, sentence(error.message), better[error.fault] ?? remedies[error.fault]);
  }
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
