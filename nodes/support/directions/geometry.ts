import { GeometryError, type GeometryFault } from '../../../src/geometry/geometryError.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Work } from '../../../src/tensor/work.ts';

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
    throw withRemedy(error, better);
  }
}

/** The same with long work on vectors, at whose stops a cancel is heard. */
export async function pacedGeometry<T, Stop = undefined>(
  work: Work<T, Stop | undefined>,
  context: Pick<Context, 'pause'>,
  better: Remedies = {},
  atStop?: (stop: Stop) => Promise<void>,
): Promise<T> {
  try {
    return await paced(work, context, atStop);
  } catch (error) {
    throw withRemedy(error, better);
  }
}

function withRemedy(error: unknown, better: Remedies): unknown {
  if (!(error instanceof GeometryError)) return error;
  return new ArcspaceError(error.fault, sentence(error.message), better[error.fault] ?? remedies[error.fault]);
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
