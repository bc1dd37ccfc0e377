import { counted } from '../formats.ts';

export const gallery = {
  keepPicturesOfRuns: 'Keep the pictures of runs',
  maximumSize: 'Maximum size',
  deleteOlder: (size: string) => `Delete ${size} of older pictures for good`,
  keptHere: (pictures: number, size: string) => `${counted(pictures, 'picture')}, ${size}, in this workspace`,
  removedSoFar: (pictures: number) =>
    `; ${counted(pictures, 'older picture')} removed so far to stay within the maximum`,
  deleteAll: 'Delete all',
};
