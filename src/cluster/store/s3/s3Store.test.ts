import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../../engine/files/sha256.ts';
import { temporaryFolder } from '../../../engine/testing/temporaryFolder.ts';
import { S3_KEYS, type S3Server, startS3 } from '../../testing/s3Server.ts';
import { openStore } from '../openStore.ts';
import { readAccess } from './access.ts';
import { openS3Store } from './s3Store.ts';

const folder = temporaryFolder();
let server: S3Server;

beforeEach(async () => {
  server = await startS3();
  for (const [name, value] of Object.entries({ ...S3_KEYS, AWS_ENDPOINT_URL_S3: server.endpoint })) {
    vi.stubEnv(name, value);
  }
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const open = () => openStore('s3://arcspace-test/team/runs');
const openInParts = async (size: number) =>
  openS3Store({ bucket: 'arcspace-test', prefix: 'team/runs/' }, await readAccess(), size);

describe('a store in S3', () => {
  test('gives back what was put into it, below its prefix and under its hash', async () => {
    const store = await open();
    const hash = await store.put(bytes('a picture'));
    expect(hash).toBe(sha256('a picture'));
    expect(await store.has(hash)).toBe(true);
    expect(await store.has(sha256('another'))).toBe(false);
    expect(new TextDecoder().decode(await store.get(hash, 100))).toBe('a picture');
    expect([...server.objects.keys()]).toEqual([`team/runs/contents/${hash.slice(0, 2)}/${hash}`]);
  });

  test('carries files of the disk there and back', async () => {
    const store = await open();
    const content = 'x'.repeat(3_000_000);
    await store.putFile(folder.write('film.webm', content), sha256(content));
    const back = join(folder.path, 'deep/inside/film.webm');
    await store.getFile(sha256(content), back);
    expect(readFileSync(back, 'utf8')).toBe(content);
  });

  test('takes a file that is larger than S3 takes at once, in parts, and puts it together', async () => {
    const store = await openInParts(1000);
    const content = Array.from({ length: 900 }, (_, line) => `line ${line}`).join('\n');
    const file = folder.write('model.safetensors', content);
    server.faults.push('busy');
    await store.putFile(file, sha256(content));
    const back = join(folder.path, 'back.safetensors');
    await store.getFile(sha256(content), back);
    expect(readFileSync(back, 'utf8')).toBe(content);
    expect(server.uploads.size).toBe(0);
  });

  test('keeps no parts of a file that changed, that is stopped half way, or that S3 loses', async () => {
    const store = await openInParts(1000);
    const file = folder.write('changed.safetensors', 'x'.repeat(5000));
    await expect(store.putFile(file, sha256('old'))).rejects.toMatchObject({ code: 'unreadable-file' });
    const stopping = new AbortController();
    server.atPart = () => stopping.abort(new Error('stopped'));
    const hash = sha256('x'.repeat(5000));
    await expect(store.putFile(file, hash, stopping.signal)).rejects.toThrow('stopped');
    expect([server.uploads.size, server.objects.size]).toEqual([0, 0]);
    server.atPart = () => server.uploads.clear();
    await expect(store.putFile(file, hash)).rejects.toMatchObject({ code: 'store-away' });
    expect(server.objects.size).toBe(0);
  });

  test('says under a key what was found', async () => {
    const store = await open();
    const key = sha256('key');
    expect(await store.found(key)).toBeUndefined();
    await store.keep(key, sha256('result'));
    expect(await store.found(key)).toBe(sha256('result'));
  });

  test('refuses what is missing, damaged, or larger than expected', async () => {
    const store = await open();
    const hash = await store.put(bytes('a picture'));
    await expect(store.get(sha256('missing'), 100)).rejects.toMatchObject({ code: 'store-content' });
    await expect(store.get(hash, 3)).rejects.toMatchObject({ code: 'file-too-large' });
    for (const name of server.objects.keys()) server.objects.set(name, Buffer.from('b picture'));
    await expect(store.get(hash, 100)).rejects.toMatchObject({ code: 'store-content' });
    const file = join(folder.path, 'picture');
    await expect(store.getFile(hash, file)).rejects.toMatchObject({ code: 'store-content' });
    expect(existsSync(file)).toBe(false);
  });

  test('sends nothing of a file that is not what its hash says', async () => {
    const store = await open();
    const file = folder.write('changed.png', 'new');
    await expect(store.putFile(file, sha256('old'))).rejects.toMatchObject({ code: 'unreadable-file' });
    expect(server.objects.size).toBe(0);
  });

  test('comes again when S3 is busy, and says that it is away when the connection breaks', async () => {
    const store = await open();
    server.faults.push('busy', 'busy');
    const hash = await store.put(bytes('a picture'));
    server.faults.push('break');
    await expect(store.get(hash, 100)).rejects.toMatchObject({ code: 'store-away' });
    server.faults.push('break');
    const file = join(folder.path, 'half');
    await expect(store.getFile(hash, file)).rejects.toMatchObject({ code: 'store-away' });
    expect(existsSync(file)).toBe(false);
    await server.close();
    await expect(store.has(hash)).rejects.toMatchObject({ code: 'store-away' });
  });

  test('a file that is stopped half way leaves nothing', async () => {
    const store = await open();
    const hash = await store.put(bytes('a picture'));
    const file = join(folder.path, 'stopped');
    await expect(store.getFile(hash, file, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(existsSync(file)).toBe(false);
  });

  test('reads keys and region from the files of a profile', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = S3_KEYS;
    const own = `[other]\naws_access_key_id = no\n[team]\naws_access_key_id = ${AWS_ACCESS_KEY_ID}\n`;
    const file = folder.write('credentials', `${own}aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n`);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
    vi.stubEnv('AWS_CONFIG_FILE', folder.write('config', '[profile team]\nregion = eu-central-1\n'));
    await expect(open()).rejects.toMatchObject({ code: 'store-access' });
    vi.stubEnv('AWS_PROFILE', 'team');
    expect(await (await open()).put(bytes('x'))).toBe(sha256('x'));
  });

  test.each([
    ['s3://', 'usage'],
    ['s3://Arcspace', 'usage'],
    ['s3://AKID:secret@arcspace-test/x', 'usage'],
    ['s3://arcspace-test/../other', 'usage'],
    ['s3://another-bucket', 'no-store'],
  ])('refuses %s in words that repeat neither address nor keys', async (place, code) => {
    const thrown = await openStore(place).catch((error) => error);
    expect(thrown).toMatchObject({ code });
    expect(`${thrown.message} ${thrown.remedy}`).not.toMatch(/AKID|secret@|127\.0|Geheim/);
  });

  test('refuses a wrong key without saying it', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong-key');
    const thrown = await open().catch((error) => error);
    expect(thrown).toMatchObject({ code: 'store-access' });
    expect(`${thrown.message} ${thrown.remedy}`).not.toMatch(/wrong-key|AKIDTEST/);
  });
});
