/** What happened and what to do. */
export interface DiskFault {
  readonly message: string;
  readonly remedy: string;
}

type Words = (place: string) => DiskFault;

const full: Words = (place) => ({
  message: `The disk is full: there is no room left in ${place}.`,
  remedy: 'Free some space on that disk, or save to another one.',
});
const overQuota: Words = (place) => ({
  message: `Your disk quota is used up in ${place}.`,
  remedy: 'Delete files there that you no longer need, or save to another disk.',
});
const readOnly: Words = (place) => ({
  message: `The disk that holds ${place} is read-only.`,
  remedy: 'Make the disk writable, or choose a folder on another one.',
});
const forbidden: Words = (place) => ({
  message: `You do not have permission to write to ${place}.`,
  remedy: 'Change the permissions of that folder, or choose another one.',
});
const failing: Words = (place) => ({
  message: `The disk that holds ${place} reports an error.`,
  remedy: 'Check the disk and its connection, and save to another one meanwhile.',
});
const tooLong: Words = (place) => ({
  message: `A name is too long for the disk that holds ${place}.`,
  remedy: 'Use a shorter name.',
});
const tooLarge: Words = (place) => ({
  message: `The file is too large for the disk that holds ${place}.`,
  remedy: 'Save to another disk: a FAT32 disk holds files of at most 4 GB.',
});
const tooMany: Words = (place) => ({
  message: `Too many files are open to write to ${place}.`,
  remedy: 'Close other programs, then try again.',
});
const inUse: Words = (place) => ({
  message: `Another program is using a file in ${place}.`,
  remedy: 'Close the file there, then try again.',
});
const noFolder: Words = (place) => ({
  message: `The folder ${place} cannot be made: a part of that path is a file.`,
  remedy: 'Choose another folder, or rename that file.',
});
const isFolder: Words = (place) => ({
  message: `A folder of that name is in the way in ${place}.`,
  remedy: 'Use another name.',
});
const gone: Words = (place) => ({
  message: `The folder ${place} cannot be made, or its disk was removed.`,
  remedy: 'Check that the disk is connected, or choose another folder.',
});

const words: Readonly<Record<string, Words>> = {
  ENOSPC: full,
  EDQUOT: overQuota,
  EROFS: readOnly,
  EACCES: forbidden,
  EPERM: forbidden,
  EIO: failing,
  ENXIO: failing,
  ENODEV: failing,
  ESTALE: failing,
  ENAMETOOLONG: tooLong,
  EFBIG: tooLarge,
  EMFILE: tooMany,
  ENFILE: tooMany,
  EBUSY: inUse,
  ETXTBSY: inUse,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: isFolder,
  ENOTEMPTY: isFolder,
  ENOENT: gone,
};

/** The name that the system gives to an error: ENOSPC, EACCES, ...; undefined for any other thrown value. */
export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Whether a thrown value is what disks and their owners cause, and no fault in the program. */
export function isDiskFault(thrown: unknown): boolean {
  return Object.hasOwn(words, systemCode(thrown) ?? '');
}

/** What keeps a file from being written, in words; undefined when it is no such fault. */
export function diskFault(thrown: unknown, place: string): DiskFault | undefined {
  return isDiskFault(thrown) ? words[systemCode(thrown) ?? '']?.(place) : undefined;
}
