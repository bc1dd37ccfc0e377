import { expect, it } from 'vitest';
import { TooLargeError } from '../tensor/tensor.ts';
import { ArcspaceError, problemFrom } from './problem.ts';

it('says of a result without room where it would have been, and what to do', () => {
  expect(problemFrom(new TooLargeError('It would take 4 GB.'), { node: 'join' })).toEqual({
    code: 'too-large',
    message: 'It would take 4 GB.',
    place: { node: 'join' },
    remedy: 'Use fewer points, frames or pictures at once, or smaller ones.',
  });
});

it('keeps what an error of Arcspace says, with the place that it names', () => {
  const error = new ArcspaceError('broken', 'It broke.', 'Repair it.', { node: 'inner' });
  expect(problemFrom(error, { node: 'outer', file: 'a.json' })).toEqual({
    code: 'broken',
    message: 'It broke.',
    place: { node: 'inner', file: 'a.json' },
    remedy: 'Repair it.',
  });
});
