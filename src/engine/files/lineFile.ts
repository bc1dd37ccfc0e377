import { copyFile, type FileHandle, open, rename, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { readRegularFile } from './readRegularFile.ts';
import { unwritable } from './unwritable.ts';

/** A file to which lines are added and of which only whole ones count: a process that is killed leaves all before the last. */
export interface LineFile {
  /** Written one call after the other, onto the disk. @throws ArcspaceError for a disk that is full, read-only or gone. */
  append(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface ReadLines {
  readonly lines: readonly string[];
  /** Whether the last line was cut off; it is left out. */
  readonly torn: boolean;
}

/** Whole lines of a text but for empty ones. */
export function linesIn(text: string): ReadLines {
  const lines = text.split('\n');
  const torn = lines.pop() !== '';
  return { lines: lines.filter((line) => line !== ''), torn };
}

/**
 * The text of a file of lines; none where there is no file.
 * @param largest bytes
 */
export async function readLineFile(path: string, largest: number): Promise<string> {
  try {
    // What was cut off in the middle of a letter is no text, and all before it is.
    return (await readRegularFile(path, { largest })).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof ArcspaceError && thrown.code === 'missing-file') return '';
    throw thrown;
  }
}

/**
 * Renames a file that is too large to be read: one that nobody can read hinders no other.
 * @param largest bytes
 * @returns the name that it has now; undefined where it is not too large.
 */
export async function setAsideIfLarger(path: string, largest: number): Promise<string | undefined> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size <= largest) return undefined;
  const aside = `${path}.${Date.now()}`;
  await rename(path, aside);
  return basename(aside);
}

/** Copies a file that is about to lose something. @returns the name of the copy. @throws ArcspaceError as `writeWhole` does. */
export async function copyAside(path: string): Promise<string> {
  const aside = `${path}.${Date.now()}`;
  await copyFile(path, aside).catch((thrown) => {
    throw unwritable(aside, thrown);
  });
  return basename(aside);
}

/** @param path of a file that ends with a whole line; made when the first line is added. */
export function openLineFile(path: string): LineFile {
  let file: FileHandle | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let torn = false;

  const write = async (lines: readonly string[]): Promise<void> => {
    try {
      file ??= await open(path, 'a');
      // Behind a line that was cut off another begins.
      await file.appendFile(`${torn ? '\n' : ''}${textOfLines(lines)}`);
      torn = false;
      await file.datasync();
    } catch (thrown) {
      torn = true;
      throw unwritable(path, thrown);
    }
  };
  return {
    append(lines) {
      const mine = last.then(() => write(lines));
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await last;
      await file?.close();
    },
  };
}

export function textOfLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
