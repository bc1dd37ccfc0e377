import { openRegularFile } from '../files/readRegularFile.ts';
import { type FileWindow, fileWindow } from './fileWindow.ts';
import { isLfsPointer, lfsPointer } from './lfsPointer.ts';
import { emptyFile, modelFileError, nameInModel } from './modelFileErrors.ts';
import { textOf } from './networkSignature.ts';

/** Opens a file that must have content of its own, and closes it again. @throws ArcspaceError naming the file. */
export async function withModelFile<T>(file: string, look: (window: FileWindow) => Promise<T>): Promise<T> {
  const handle = await openRegularFile(file, nameInModel(file)).catch(async (thrown) => {
    throw await modelFileError(file, thrown);
  });
  try {
    const window = await fileWindow(handle);
    if (window.size === 0) throw emptyFile(file);
    if (isLfsPointer(await textOf(window, { start: 0, end: Math.min(100, window.size) }))) throw lfsPointer(file);
    return await look(window);
  } finally {
    await handle.close();
  }
}
