import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentsOf } from '../../engine/testing/contentsOf.ts';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import { openFolderStore } from './folderStore.ts';

const folder = temporaryFolder();
const bytes = (text: string) => new TextEncoder().encode(text);
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const placeOf = (hash: string) => join(folder.path, 'contents', hash.slice(0, 2), hash);

describe('a store in a folder', () => {
  test('gives what was put into it to another machine that has the same folder', async () => {
    const hash = await (await openFolderStore(folder.path)).put(bytes('a picture'));
    const other = await openFolderStore(folder.path);
    expect(hash).toBe(hashOf('a picture'));
    expect(Buffer.from(await other.get(hash, 100)).toString()).toBe('a picture');
    await other.getFile(hash, join(folder.path, 'work/images/a.png'));
    expect(readFileSync(join(folder.path, 'work/images/a.png'), 'utf8')).toBe('a picture');
  });

  test('has the same content once, as bytes and as a file', async () => {
    const store = await openFolderStore(folder.path);
    const file = folder.write('outside/b.png', 'b');
    await Promise.all([store.put(bytes('b')), store.put(bytes('b')), store.putFile(file, hashOf('b'))]);
    expect([...contentsOf(join(folder.path, 'contents')).values()]).toEqual(['b']);
  });

  test('refuses content that is gone, damaged, or larger than it may be, and says what to do', async () => {
    const store = await openFolderStore(folder.path);
    const hash = await store.put(bytes('content'));
    await expect(store.get(hash, 6)).rejects.toMatchObject({ code: 'file-too-large' });
    writeFileSync(placeOf(hash), 'consent');
    await expect(store.get(hash, 100)).rejects.toMatchObject({
      code: 'store-content',
      message: `The content ${hash} in the store is damaged.`,
    });
    await expect(store.getFile(hash, join(folder.path, 'out'))).rejects.toThrow('is damaged');
    rmSync(placeOf(hash));
    await expect(store.get(hash, 100)).rejects.toMatchObject({
      message: `The store does not have the content ${hash}.`,
      remedy: expect.stringContaining('--store'),
    });
  });

  test('takes no file for what it no longer is', async () => {
    const store = await openFolderStore(folder.path);
    const file = folder.write('a.png', 'changed meanwhile');
    await expect(store.putFile(file, hashOf('before'))).rejects.toThrow('"a.png" was changed while it was read.');
    expect(await store.has(hashOf('before'))).toBe(false);
  });

  test('remembers what was found under a key', async () => {
    const store = await openFolderStore(folder.path);
    const [key, hash] = [hashOf('key'), hashOf('result')];
    expect(await store.found(key)).toBeUndefined();
    await store.keep(key, hash);
    expect(await (await openFolderStore(folder.path)).found(key)).toBe(hash);
    expect(readdirSync(join(folder.path, 'results', key.slice(0, 2)))).toEqual([key]);
  });

  test('names nothing by what is no hash: no path leads out of it', async () => {
    const store = await openFolderStore(folder.path);
    await expect(store.get('../../secret', 100)).rejects.toThrow('named by its sha256');
    await expect(store.found('../../secret')).rejects.toThrow('named by its sha256');
  });

  test('is not made where it is not there: a network drive may not be connected', async () => {
    await expect(openFolderStore(join(folder.path, 'nowhere'))).rejects.toMatchObject({ code: 'no-store' });
    await expect(openFolderStore(folder.write('file', ''))).rejects.toMatchObject({ code: 'no-store' });
  });
});
