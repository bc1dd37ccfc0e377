import { describe, expect, test } from 'vitest';
import { diskFault } from './diskFault.ts';
import { problemFrom } from './problem.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: said the system, write`), { code, syscall: 'write', errno: -1 });
}

const codes = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENAMETOOLONG', 'EFBIG', 'EMFILE', 'EBUSY'];

describe.each(codes)('%s', (code) => {
  test('names the folder, and a remedy', () => {
    const { message, remedy } = diskFault(systemError(code), '"/work/space"') ?? {};
    expect(message).toContain('"/work/space"');
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test('is never called a fault in Arcspace, wherever it comes from', () => {
    const problem = problemFrom(systemError(code), { node: 'save' });
    expect(problem).toMatchObject({ code: 'file-system', place: { node: 'save' } });
    expect(problem.remedy).not.toContain('Arcspace');
  });
});

test('an error of the program itself is none of the disk', () => {
  expect(diskFault(new Error('ENOSPC'), 'x')).toBeUndefined();
  expect(diskFault(systemError('toString'), 'x')).toBeUndefined();
  expect(problemFrom(new TypeError('x is not a function')).code).toBe('internal');
});
