import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadRequest } from '../../protocol/downloads.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { downloadFolders } from '../workspace/folders.ts';
import { createDownloader, type Downloader } from './downloader.ts';
import { type HubServer, sha256, startHubServer, type TestRepository } from './testing/hubServer.ts';
import { filesBelow, folderOfNoise, loraOfNoise, noise, weightsOfNoise } from './testing/testModels.ts';

const folder = temporaryFolder();
let hub: HubServer;
beforeEach(async () => {
  hub = await startHubServer();
});
afterEach(() => hub.close());

interface Circumstances {
  readonly token?: string;
  readonly endpoint?: string;
  readonly waits?: number[];
}

function downloader({ token, endpoint = hub.endpoint, waits = [] }: Circumstances = {}): Downloader {
  return createDownloader(downloadFolders(folder.path), {
    settings: async () => ({ endpoint, token }),
    wait: async (seconds) => void waits.push(seconds),
  });
}

const request = (source: string, more: Partial<DownloadRequest> = {}): DownloadRequest => ({
  source,
  precision: 'fp16',
  ...more,
});

async function get(source: string, circumstances: Circumstances = {}, more: Partial<DownloadRequest> = {}) {
  const it = downloader(circumstances);
  const planned = await it.look(request(source, more));
  if (!planned.record) throw new Error('there are several');
  await it.fetch(planned.record, {});
  return planned.record;
}

const at = (name: string) => join(folder.path, name);
const refusal = (promise: Promise<unknown>) => promise.catch((thrown: unknown) => thrown);

/** Storage paths of files whose content this is. */
const transfersOf = (content: Uint8Array) => hub.transfers.filter(({ path }) => path.includes(sha256(content)));

describe('a model in the layout of Diffusers', () => {
  const files = folderOfNoise(50_000);
  beforeEach(() => hub.publish('somebody/noise', { files, licence: 'openrail++' }));

  it('is looked at before it is downloaded: what it is, its licence, its size and where it goes', async () => {
    const answer = await downloader().answer(request('somebody/noise'));
    expect(answer.plan).toMatchObject({
      name: 'noise',
      kind: 'model',
      title: 'Stable Diffusion 1 or 2',
      licence: 'openrail++',
      page: `${hub.endpoint}/somebody/noise`,
      kept: 0,
      free: expect.any(Number),
      target: at('models/noise'),
    });
    expect(answer.plan?.total).toBe(answer.plan?.files.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(existsSync(at('models'))).toBe(false);
    expect(transfersOf(files['unet/diffusion_pytorch_model.fp16.safetensors'] as Uint8Array)).toEqual([]);
  });

  it('is there under its name with all that it needs and nothing else', async () => {
    await get('somebody/noise');
    const {
      'README.md': _,
      'text_encoder/pytorch_model.bin': __,
      'unet/diffusion_pytorch_model.safetensors': ___,
      ...wanted
    } = files;
    expect(filesBelow(at('models/noise'))).toEqual(
      Object.fromEntries(Object.entries(wanted).map(([name, content]) => [name, Buffer.from(content)])),
    );
    expect(readdirSync(at('models'))).toEqual(['noise']);
  });

  it('is found under the address of its page too, and gets the name that is asked for', async () => {
    await get(`${hub.endpoint}/somebody/noise/tree/main`, {}, { name: 'mine' });
    expect(readdirSync(at('models'))).toEqual(['mine']);
  });

  it('is not mixed when its author changes it meanwhile: what was begun is of one version', async () => {
    const stop = new AbortController();
    const first = downloader();
    const planned = await first.look(request('somebody/noise'));
    if (!planned.record) throw new Error('there are several');
    const progress = (received: number) => received > 10_000 && stop.abort();
    await refusal(first.fetch(planned.record, { signal: stop.signal, progress }));
    const changed = {
      'unet/config.json': Buffer.from('{}  '),
      'vae/diffusion_pytorch_model.safetensors': Buffer.from(noise('new', 5000)),
    };
    hub.publish('somebody/noise', { files: { ...files, ...changed } });
    await get('somebody/noise');
    const now = filesBelow(at('models/noise'));
    for (const name of Object.keys(changed)) expect(now[name]).toEqual(Buffer.from(files[name] as Uint8Array));
    await get('somebody/noise', {}, { name: 'newest' });
    expect(filesBelow(at('models/newest'))).toMatchObject(changed);
  });

  it('and a version that is gone is named', async () => {
    const thrown = await refusal(get('somebody/noise', {}, { commit: 'f'.repeat(40) }));
    expect(thrown).toMatchObject({ message: 'somebody/noise no longer has the version that was asked for.' });
  });

  it('a name that is taken is not touched', async () => {
    folder.write('models/noise/mine.txt', 'mine');
    expect(await refusal(get('somebody/noise'))).toMatchObject({
      code: 'name-taken',
      remedy: expect.stringMatching(/another name/),
    });
    expect(readFileSync(at('models/noise/mine.txt'), 'utf8')).toBe('mine');
  });
});

describe('a LoRA', () => {
  it('goes among the LoRAs, under the name of its repository where its file has none of its own', async () => {
    hub.publish('somebody/ink-style', { files: { 'pytorch_lora_weights.safetensors': loraOfNoise() } });
    const { title } = await get('somebody/ink-style');
    expect(title).toBe('LoRA for sd_v1, float16');
    expect(readdirSync(at('loras'))).toEqual(['ink-style.safetensors']);
  });
});

describe('a part of models, or what adds to one, alone in its file', () => {
  it.each<[what: string, shapes: Readonly<Record<string, readonly number[]>>, path: string, title: string]>([
    [
      'a VAE',
      { 'decoder.mid.block_1.conv1.weight': [4, 4, 3, 3], 'decoder.conv_in.weight': [4, 16, 3, 3] },
      'models/vae',
      'VAE, 16 channels, float16',
    ],
    [
      'a CLIP text encoder',
      { 'text_model.embeddings.token_embedding.weight': [8, 768] },
      'models/text_encoders',
      'CLIP-L, float16',
    ],
    [
      'a T5 text encoder',
      { 'encoder.block.0.layer.0.SelfAttention.q.weight': [4, 4] },
      'models/text_encoders',
      'T5, float16',
    ],
    ['an embedding', { emb_params: [3, 768] }, 'embeddings', 'Embedding for Stable Diffusion 1, 3 vectors, float16'],
  ])('%s goes into the folder for it, and it is said what it is', async (_, shapes, path, title) => {
    hub.publish('somebody/alone', { files: { 'model.safetensors': weightsOfNoise(shapes) } });
    expect((await get('somebody/alone')).title).toBe(title);
    expect(readdirSync(at(path))).toEqual(['alone.safetensors']);
  });

  it('is none where it is of another kind of model', async () => {
    const shapes = {
      'vision_model.embeddings.class_embedding': [8],
      'text_model.embeddings.token_embedding.weight': [8, 768],
    };
    hub.publish('somebody/clip', { files: { 'model.safetensors': weightsOfNoise(shapes) } });
    expect(await refusal(get('somebody/clip'))).toMatchObject({
      message: expect.stringContaining('a CLIP for pictures'),
    });
  });
});

describe('one file', () => {
  it('of several has to be chosen, with sizes to choose by', async () => {
    hub.publish('somebody/mixes', { files: { 'a.safetensors': noise('a', 5000), 'b.safetensors': noise('b', 6000) } });
    expect(await downloader().answer(request('somebody/mixes'))).toEqual({
      plan: null,
      choices: [
        { source: 'somebody/mixes:a.safetensors', file: 'a.safetensors', bytes: 5000 },
        { source: 'somebody/mixes:b.safetensors', file: 'b.safetensors', bytes: 6000 },
      ],
    });
  });

  it('that is nothing that Arcspace runs is refused by its header, before gigabytes come', async () => {
    const vae = loraOfNoise();
    hub.publish('somebody/broken', { files: { 'a.safetensors': vae.subarray(0, 300) } });
    expect(await refusal(get('somebody/broken'))).toMatchObject({ code: 'hub-changed' });
    hub.publish('somebody/words', { files: { 'a.safetensors': Buffer.from('only words, and many of them') } });
    expect(await refusal(get('somebody/words'))).toMatchObject({ code: 'not-a-model' });
  });
});

describe('who may not download', () => {
  const lora: TestRepository = { files: { 'ink.safetensors': loraOfNoise(600) }, gated: true };

  it('is told to accept the licence, and where', async () => {
    hub.publish('somebody/ink', lora);
    expect(await refusal(get('somebody/ink'))).toMatchObject({
      code: 'gated-model',
      message: 'somebody/ink can only be downloaded by those who have accepted its licence.',
      remedy: expect.stringContaining(`accept the licence at ${hub.endpoint}/somebody/ink.`),
    });
  });

  it('gets in with a token, which only the hub hears', async () => {
    hub.publish('somebody/ink', lora);
    await get('somebody/ink', { token: hub.token });
    const heard = (host: string) =>
      new Set(hub.transfers.filter((each) => each.host === host).map((each) => each.authorization));
    expect(heard('hub')).toEqual(new Set([`Bearer ${hub.token}`]));
    expect(heard('storage')).toEqual(new Set([undefined]));
    expect(hub.transfers.some(({ path }) => path.includes(hub.token))).toBe(false);
  });

  it('is told that a token is no longer good', async () => {
    hub.publish('somebody/ink', lora);
    const thrown = await refusal(get('somebody/ink', { token: 'hf_expired' }));
    expect(thrown).toMatchObject({ code: 'hub-token' });
    expect(JSON.stringify(thrown)).not.toContain('hf_expired');
  });

  it('is told that a repository is not there or private', async () => {
    hub.publish('somebody/secret', { ...lora, private: true });
    for (const repo of ['somebody/secret', 'nobody/nothing']) {
      expect(await refusal(get(repo))).toMatchObject({
        message: expect.stringMatching(/^There is no model .* or it is private\.$/),
      });
    }
  });

  it('is told what cannot be understood', async () => {
    for (const text of ['', 'a/b/c', '../../x', 'a/..', 'https://example.com/a/b', 'a b', 'owner/name:']) {
      expect(await refusal(get(text))).toMatchObject({ code: 'usage' });
    }
  });
});

describe('a hub that is not well', () => {
  const content = loraOfNoise(600);
  beforeEach(() => hub.publish('somebody/ink', { files: { 'ink.safetensors': content } }));

  it('is asked again, after as long as it wants', async () => {
    const answers = [429, 503, 500];
    hub.fail((host) => {
      const status = host === 'hub' ? answers.shift() : undefined;
      return status === undefined
        ? undefined
        : { kind: 'status', status, headers: status === 429 ? { 'retry-after': '37' } : {} };
    });
    const waits: number[] = [];
    await get('somebody/ink', { waits });
    expect(waits).toEqual([37, 2, 4]);
  });

  it('that stays busy is named, and one that wants to be left alone for long is not waited for', async () => {
    hub.fail(() => ({ kind: 'status', status: 503 }));
    const waits: number[] = [];
    expect(await refusal(get('somebody/ink', { waits }))).toMatchObject({ code: 'source-busy' });
    expect(waits.length).toBeGreaterThan(5);
    hub.fail(() => ({ kind: 'status', status: 429, headers: { ratelimit: '"api";r=0;t=3000' } }));
    expect(await refusal(get('somebody/ink'))).toMatchObject({
      message: expect.stringContaining('no more requests for now'),
    });
  });

  it('that cannot be reached is named', async () => {
    const thrown = await refusal(get('somebody/ink', { endpoint: 'http://127.0.0.1:9' }));
    expect(thrown).toMatchObject({
      code: 'source-unreachable',
      message: expect.stringMatching(/^127\.0\.0\.1:9 cannot be reached/),
    });
  });

  it('that sends the request round in circles is left', async () => {
    hub.redirect('circle');
    expect(await refusal(get('somebody/ink'))).toMatchObject({
      message: expect.stringContaining('too many redirects'),
    });
  });

  it('that knows no ranges still gives the file', async () => {
    const faults = [undefined, { kind: 'reset', after: 3000 } as const];
    hub.fail((host) => (host === 'storage' ? (faults.shift() ?? { kind: 'whole' }) : undefined));
    await get('somebody/ink');
    expect(readFileSync(at('loras/ink.safetensors'))).toEqual(content);
  });

  it('whose file has another size or checksum than its list said is not trusted', async () => {
    hub.publish('somebody/ink', {
      files: { 'ink.safetensors': content },
      listed: { 'ink.safetensors': { sha256: sha256(Buffer.from('another')) } },
    });
    expect(await refusal(get('somebody/ink'))).toMatchObject({
      code: 'wrong-checksum',
      message: expect.stringContaining('ink.safetensors came from 127.0.0.1'),
    });
    expect(existsSync(at('loras/ink.safetensors'))).toBe(false);
  });

  it.each(['../../x.safetensors', '/etc/x.safetensors', 'C:/x.safetensors', 'a\\..\\..\\x.safetensors'])(
    'whose list names %s gets nothing written',
    async (path) => {
      hub.publish('somebody/ink', { files: { [path]: content } });
      expect(await refusal(get('somebody/ink'))).toMatchObject({
        code: 'hub-hostile',
        message: expect.stringContaining('not safe'),
      });
      expect(readdirSync(folder.path)).toEqual([]);
    },
  );

  it('whose lists have many pages is read to the end', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, number) => [`samples/${number}.png`, noise('p', 10)]),
    );
    hub.publish('somebody/many', { files: { ...many, 'ink.safetensors': content } });
    expect((await get('somebody/many')).files).toHaveLength(1);
  });
});

describe('what is left of a download', () => {
  const content = loraOfNoise(5000);

  async function stopHalfWay(): Promise<Downloader> {
    hub.publish('somebody/ink', { files: { 'ink.safetensors': content } });
    const it = downloader();
    const planned = await it.look(request('somebody/ink'));
    if (!planned.record) throw new Error('there are several');
    const stop = new AbortController();
    const progress = (received: number) => received > 20_000 && stop.abort();
    expect(await refusal(it.fetch(planned.record, { signal: stop.signal, progress }))).toMatchObject({
      name: 'AbortError',
    });
    return it;
  }

  it('is no LoRA and no model, and goes on where it was with the same request', async () => {
    const it = await stopHalfWay();
    const [left] = await it.unfinished();
    expect(left?.kept).toBeGreaterThan(20_000);
    expect(existsSync(at('loras/ink.safetensors'))).toBe(false);
    const before = hub.transfers.length;
    await get('somebody/ink');
    expect(hub.transfers.slice(before).map(({ range }) => range)).toEqual(Array(2).fill(`bytes=${left?.kept}-`));
    expect(readFileSync(at('loras/ink.safetensors'))).toEqual(content);
    expect(await it.unfinished()).toEqual([]);
  });

  it('and does not fit what comes is fetched anew', async () => {
    const it = await stopHalfWay();
    const [left] = await it.unfinished();
    const part = join(left?.folder ?? '', 'files/ink.safetensors.part');
    folder.write(part.slice(folder.path.length + 1), new Uint8Array(30_000));
    await get('somebody/ink');
    expect(readFileSync(at('loras/ink.safetensors'))).toEqual(content);
  });

  it('is looked for while it is put in its place, and that disturbs nothing', async () => {
    hub.publish('somebody/ink', { files: { 'ink.safetensors': content } });
    const it = downloader();
    for (let count = 1; count <= 20; count++) {
      const planned = await it.look(request('somebody/ink', { name: `ink-${count}` }));
      if (!planned.record) throw new Error('there are several');
      let done = false;
      const looking = (async () => {
        while (!done) await it.unfinished();
      })();
      await it.fetch(planned.record, {});
      done = true;
      await looking;
    }
    expect(readdirSync(at('loras'))).toHaveLength(20);
  });

  it('can be thrown away', async () => {
    const it = await stopHalfWay();
    await it.discard('lora', 'ink');
    expect(readdirSync(at('loras'))).toEqual([]);
  });
});
