import { realpath } from 'node:fs/promises';
import type { ArcspaceError } from '../../../graph/problem.ts';
import {
  type Header,
  headerLength,
  lengthBytes,
  longestHeader,
  notJson,
  parseHeader,
  requireNothingAfter,
  SafetensorsError,
} from '../../../tensor/safetensorsHeader.ts';
import type { FileWindow } from '../../networkFiles/fileWindow.ts';
import { brokenFile, cutFile } from '../../networkFiles/modelFileErrors.ts';
import { withModelFile } from '../../networkFiles/withModelFile.ts';
import { looksLikeGguf, readGguf } from '../gguf/readGguf.ts';
import type { WeightTable } from '../weights.ts';
import { otherFormat, pickleByName } from './otherFormats.ts';

/** What a file of weights, or several that belong together, say of what is in them. */
export interface StoredWeights {
  /** By the names that the files give them. */
  readonly tensors: WeightTable;
  /** Free text by key: where the weights come from, what they are for. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the header of a .safetensors or .gguf file, of any size, and nothing else of it.
 * @throws ArcspaceError naming the file, for anything but a whole file whose header describes all of it.
 */
export async function readWeights(file: string): Promise<StoredWeights> {
  const pickle = pickleByName(file);
  if (pickle) throw pickle;
  return withModelFile(file, async (window) => {
    if (looksLikeGguf(await window.read(0, lengthBytes))) return readGguf(window, await realpath(file));
    const { header, dataStart } = await readHeader(window, file);
    return storedWeights(await realpath(file), header, dataStart);
  });
}

/** What a header says is in its file. */
export function storedWeights(file: string, { entries, metadata }: Header, dataStart: number): StoredWeights {
  const tensors = entries.map(
    ({ name, format, shape, begin, end }) =>
      [name, { format, shape, file, offset: dataStart + begin, bytes: end - begin }] as const,
  );
  return { tensors: new Map(tensors), metadata };
}

async function readHeader(window: FileWindow, file: string): Promise<{ header: Header; dataStart: number }> {
  const first = await window.read(0, lengthBytes + 1);
  if (looksLikeHeader(first)) {
    const needed = lengthBytes + Number(viewOf(first).getBigUint64(0, true));
    if (needed > window.size) throw cutFile(file, needed, window.size);
  } else {
    const other = otherFormat(file, first);
    if (other) throw other;
  }
  try {
    return await described(window, file);
  } catch (thrown) {
    throw thrown instanceof SafetensorsError ? invalid(file, thrown) : thrown;
  }
}

async function described(window: FileWindow, file: string): Promise<{ header: Header; dataStart: number }> {
  const length = headerLength(viewOf(await window.read(0, lengthBytes)), window.size);
  const dataStart = lengthBytes + length;
  const header = parseHeader(textOf(await window.read(lengthBytes, length)));
  const needed = dataStart + header.dataBytes;
  if (needed > window.size) throw cutFile(file, needed, window.size);
  requireNothingAfter(header, window.size - dataStart);
  return { header, dataStart };
}

/** Whether it begins as the header of a file that may have been cut. */
function looksLikeHeader(first: Uint8Array): boolean {
  if (first.length <= lengthBytes) return false;
  return viewOf(first).getBigUint64(0, true) <= longestHeader && first[lengthBytes] === '{'.charCodeAt(0);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    throw notJson(thrown);
  }
}

function invalid(file: string, { message }: SafetensorsError): ArcspaceError {
  return brokenFile(file, `is ${message}.`, 'Download this file again, from the page of its author.');
}
