import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { createHasher } from '../../../engine/files/hasher.ts';
import { sha256 } from '../../../engine/files/sha256.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { SharedStore } from '../sharedStore.ts';
import type { S3Access } from './access.ts';
import { openBucket } from './bucket.ts';
import type { S3Place } from './place.ts';
import { uploadInParts } from './upload.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Bytes that are sent at once: what breaks is sent again from its beginning. */
const PART = 2 ** 29;

/**
 * A store in S3, or in a server that speaks its protocol. What is sent carries its sha256, and S3 takes nothing else; what is
 * read is looked at again.
 * @param partSize in bytes: larger files are sent in parts
 * @throws ArcspaceError `store-access`, `no-store` or `store-away`.
 */
export async function openS3Store(place: S3Place, access: S3Access, partSize = PART): Promise<SharedStore> {
  const bucket = await openBucket(place, access);
  const nameIn = (part: string, name: string): string => {
    if (!HASH.test(name)) throw new Error('a content of the store is named by its sha256');
    return `${part}/${name.slice(0, 2)}/${name}`;
  };
  const contentOf = (hash: string): string => nameIn('contents', hash);
  const noteOf = (key: string): string => nameIn('results', key);
  const has = (hash: string): Promise<boolean> => bucket.has(contentOf(hash));
  return {
    has,
    async put(content) {
      const hash = sha256(content);
      if (!(await has(hash))) await bucket.put(contentOf(hash), new Blob([new Uint8Array(content)]), hash);
      return hash;
    },
    async putFile(file, hash, signal) {
      if (await has(hash)) return;
      const { size } = await stat(file);
      if (size > partSize) {
        const parts = { file, size, partSize, hash };
        if (!(await uploadInParts(bucket, contentOf(hash), parts, signal))) throw changed(file);
        return;
      }
      if ((await createHasher().hash(file)) !== hash) throw changed(file);
      await bucket.put(contentOf(hash), await openAsBlob(file), hash, signal);
    },
    async get(hash, largest) {
      const response = await bucket.get(contentOf(hash));
      if (!response) throw missing(hash);
      if (Number(response.headers.get('content-length') ?? 0) > largest) throw overSize(hash, largest);
      const content = new Uint8Array(await response.arrayBuffer().catch(bucket.fail));
      if (content.byteLength > largest) throw overSize(hash, largest);
      if (sha256(content) !== hash) throw damaged(hash);
      return content;
    },
    async getFile(hash, file, signal) {
      const response = await bucket.get(contentOf(hash), signal);
      if (!response?.body) throw missing(hash);
      await mkdir(dirname(file), { recursive: true });
      const target = await open(file, 'wx');
      try {
        const found = createHash('sha256');
        const pieces = response.body as unknown as AsyncIterable<Uint8Array>;
        for await (const piece of following(pieces, bucket.fail)) {
          found.update(piece);
          await target.writeFile(piece);
        }
        if (found.digest('hex') !== hash) throw damaged(hash);
      } catch (thrown) {
        await rm(file, { force: true });
        signal?.throwIfAborted();
        throw thrown;
      } finally {
        await target.close();
      }
    },
    async found(key) {
      const note = (await (await bucket.get(noteOf(key)))?.text().catch(bucket.fail))?.trim() ?? '';
      return HASH.test(note) ? note : undefined;
    },
    async keep(key, hash) {
      const note = new TextEncoder().encode(`${hash}\n`);
      await bucket.put(noteOf(key), new Blob([note]), sha256(note));
    },
  };
}

/** What breaks while it comes is a fault of the connection; what goes wrong with it here is not. */
async function* following(pieces: AsyncIterable<Uint8Array>, fail: (thrown: unknown) => never) {
  const iterator = pieces[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await iterator.next().catch(fail);
    if (done) return;
    yield value;
  }
}

function missing(hash: string): ArcspaceError {
  const remedy = 'Check that all machines name the same bucket and prefix with --store.';
  return new ArcspaceError('store-content', `The store does not have the content ${hash}.`, remedy);
}

function damaged(hash: string): ArcspaceError {
  const remedy = 'Delete this object below "contents/" in the bucket, then run again.';
  return new ArcspaceError('store-content', `The content ${hash} in the store is damaged.`, remedy);
}

function overSize(hash: string, largest: number): ArcspaceError {
  const message = `The content ${hash} in the store is too large: at most ${Math.floor(largest / 2 ** 20)} MB.`;
  return new ArcspaceError('file-too-large', message, 'Use a smaller workflow or fewer files.');
}

function changed(file: string): ArcspaceError {
  const name = basename(file);
  return new ArcspaceError('unreadable-file', `"${name}" was changed while it was read.`, 'Run again.', { file: name });
}
