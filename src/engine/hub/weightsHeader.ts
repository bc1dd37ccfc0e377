import { ArcspaceError } from '../../graph/problem.ts';
import { headerLength, lengthBytes, parseHeader, SafetensorsError } from '../../tensor/safetensorsHeader.ts';
import { type StoredWeights, storedWeights } from '../checkpoints/safetensors/readWeights.ts';
import { createPatience } from '../download/patience.ts';
import { changed, PassingFault } from '../download/sourceErrors.ts';
import type { Hub } from './hub.ts';
import { addressOf, type Repository, type RepositoryFile } from './repository.ts';

/** Most headers are shorter. */
const firstStretch = 512 * 1024;

/**
 * Reads what a .safetensors file of a repository says of its tensors, and nothing else of it.
 * @throws ArcspaceError where it is no such file.
 */
export async function readRemoteHeader(
  hub: Hub,
  { repo, commit }: Repository,
  { path, bytes }: RepositoryFile,
  signal?: AbortSignal,
): Promise<StoredWeights> {
  const url = addressOf(hub.endpoint, repo, commit, path);
  const read = (length: number) => readBeginning(hub, url, Math.min(length, bytes), signal);
  try {
    let first = await read(firstStretch);
    const dataStart = lengthBytes + headerLength(new DataView(first.buffer, 0, first.length), bytes);
    if (dataStart > first.length) first = await read(dataStart);
    const header = parseHeader(
      new TextDecoder('utf-8', { fatal: true }).decode(first.subarray(lengthBytes, dataStart)),
    );
    if (dataStart + header.dataBytes !== bytes) throw changed(path, 'its tensors do not fill it');
    return storedWeights(`${repo}/${path}`, header, dataStart);
  } catch (thrown) {
    throw thrown instanceof SafetensorsError || thrown instanceof TypeError ? notWeights(repo, path, thrown) : thrown;
  }
}

async function readBeginning(
  hub: Hub,
  url: string,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const patience = createPatience(hub.wait);
  for (;;) {
    try {
      return await tryReading(hub, url, length, signal);
    } catch (thrown) {
      await patience.after(thrown, signal);
    }
  }
}

/** A server that knows no ranges sends the whole file: the rest of it is not read. */
async function tryReading(
  hub: Hub,
  url: string,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  if (length === 0) return bytes;
  const { response } = await hub.ask(url, { headers: { range: `bytes=0-${length - 1}` }, signal });
  let read = 0;
  for await (const chunk of hub.bodyOf(response, url, signal)) {
    const part = chunk.subarray(0, length - read);
    bytes.set(part, read);
    read += part.length;
    if (read === length) return bytes;
  }
  throw new PassingFault(changed(url.split('/').at(-1) ?? url, `it ended after ${read} of ${length} bytes`));
}

function notWeights(repo: string, path: string, { message }: Error): ArcspaceError {
  return new ArcspaceError(
    'not-a-model',
    `${path} in ${repo} cannot be read: it is ${message}.`,
    'Choose another file, or look at the page of the model for what it is.',
  );
}
