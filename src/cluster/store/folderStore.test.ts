import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contentsOf } from '../../engine/testing/contentsOf.ts';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import { clearStore, openFolderStore } from './folderStore.ts';

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

  test('has files of one user as it has all others: the rest of the machines read them too', async () => {
    const store = await openFolderStore(folder.path);
    const file = folder.write('private.png', 'private');
    chmodSync(file, 0o400);
    await store.putFile(file, hashOf('private'));
    const other = await store.put(bytes('other'));
    expect(statSync(placeOf(hashOf('private'))).mode).toBe(statSync(placeOf(other)).mode);
  });

  test('writes over no file, and does not call itself damaged where the other disk is at fault', async () => {
    const store = await openFolderStore(folder.path);
    const hash = await store.put(bytes('content'));
    const present = folder.write('present.png', 'mine');
    for (const file of [present, join(present, 'below.png')]) {
      const fault = await store.getFile(hash, file).catch((thrown) => thrown);
      expect(fault).toMatchObject({ code: expect.stringMatching(/^E[A-Z]+$/) });
    }
    expect(readFileSync(present, 'utf8')).toBe('mine');
  });

  test('leaves nothing of a file whose sender does not want it any more', async () => {
    const store = await openFolderStore(folder.path);
    const file = folder.write('large.png', 'large');
    const sending = store.putFile(file, hashOf('large'), AbortSignal.abort());
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    expect(contentsOf(join(folder.path, 'contents')).size).toBe(0);
  });

  test('is cleared of what machines that died left half written, and of nothing else', async () => {
    const store = await openFolderStore(folder.path);
    const place = placeOf(await store.put(bytes('content')));
    const left = join(place, '..', '.arcspace-00000000-1-1-000000000000.tmp');
    writeFileSync(left, 'half');
    utimesSync(left, 0, 0);
    await clearStore(folder.path);
    expect(readdirSync(join(place, '..'))).toEqual([hashOf('content')]);
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
