import { decodeText } from '../../graph/decodeText.ts';
import { type ReadOptions, readRegularFile } from './readRegularFile.ts';

/** Bytes: far more than a workflow, a config or a tokenizer needs. */
const largestText = 64 * 1024 * 1024;

/**
 * Reads a text file in any of the ways in which editors write them.
 * @throws ArcspaceError as `readRegularFile` does, or `not-text`.
 */
export async function readTextFile(
  path: string,
  { shown = path, largest = largestText }: ReadOptions = {},
): Promise<string> {
  return decodeText(await readRegularFile(path, { shown, largest }), shown);
}
