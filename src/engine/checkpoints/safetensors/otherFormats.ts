import { extname } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';
import { brokenFile, nameInModel } from '../../networkFiles/modelFileErrors.ts';

/** Endings that PyTorch gives to files that it writes with pickle. */
const pickleEndings = ['.ckpt', '.pt', '.pth', '.bin', '.pkl', '.pickle'];

/** Whether a name is that of a file that PyTorch wrote with pickle. */
export function hasPickleEnding(name: string): boolean {
  return pickleEndings.includes(extname(name).toLowerCase());
}

/** What a file is refused with by its name alone. */
export function pickleByName(file: string): ArcspaceError | undefined {
  return hasPickleEnding(file) ? pickle(file) : undefined;
}

/**
 * What a file is refused with that begins as one of another format.
 * @param first bytes, which do not look like the header of a safetensors file: its length may begin with any byte.
 */
export function otherFormat(file: string, first: Uint8Array): ArcspaceError | undefined {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => first[index] === byte);
  // A zip archive, and versions 2 to 5 of the protocol of pickle without one.
  if (begins(0x50, 0x4b, 3, 4)) return pickle(file);
  if (begins(0x80) && [2, 3, 4, 5].includes(first[1] ?? 0) && first[2] !== 0) return pickle(file);
  if (begins(0x3c)) return webPage(file);
  return undefined;
}

/** "Opening can run code": https://docs.python.org/3/library/pickle.html, its first warning. */
function pickle(file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `${nameInModel(file)} is a PyTorch pickle. Opening one can run any code that somebody put into it, so Arcspace does not open them.`,
    'Use the .safetensors file of this model, which can hold nothing but numbers. Most model pages offer one.',
    { file },
  );
}

function webPage(file: string): ArcspaceError {
  return brokenFile(
    file,
    'is a web page and no weights: the site sent a page in place of the file.',
    'Sign in there if the model asks for it, accept its licence, and download the file again.',
  );
}
