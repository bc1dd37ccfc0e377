import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of so many bytes, in memory. */
export interface SmallDisk {
  /** A folder on it. */
  readonly folder: string;
  /** The disk as new, the folder empty. */
  clear(): void;
  /** Fills it until no more than so many bytes are left, to a block of the disk. */
  leave(bytes: number): void;
  /** Lets nobody write to it until it is cleared. */
  lock(): void;
  remove(): void;
}

/** @returns why there can be none here, where there can be none: only an administrator of Linux mounts disks. */
export function createSmallDisk(bytes: number): SmallDisk | string {
  const disk = mkdtempSync(join(tmpdir(), 'arcspace-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'arcspace-test', disk], { stdio: 'pipe' });
  } catch (thrown) {
    rmSync(disk, { recursive: true });
    return `no disk can be mounted (${thrown instanceof Error ? thrown.message.trim() : thrown})`;
  }
  const folder = join(disk, 'folder');
  const filler = join(disk, 'filler');
  return {
    folder,
    clear() {
      execFileSync('mount', ['-o', 'remount,rw', disk]);
      rmSync(filler, { force: true });
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    },
    leave(wanted) {
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(filler, new Uint8Array(Math.max(0, bavail - Math.floor(wanted / bsize)) * bsize));
    },
    lock() {
      execFileSync('mount', ['-o', 'remount,ro', disk]);
    },
    remove() {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    },
  };
}
