import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHasher } from '../../files/hasher.ts';
import { sealed } from '../../files/sealed.ts';
import { sessionOptions } from '../../providers/sessionOptions.ts';
import { goldenModelPath } from '../../testing/goldenModel.ts';
import { createSmallDisk } from '../../testing/smallDisk.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { createKeptNetworks } from './keptNetworks.ts';

const folder = temporaryFolder();
const cache = () => join(folder.path, 'cache/networks');
const options = sessionOptions('cpu');
const program = join(import.meta.dirname, '../../../..');
const tiny = goldenModelPath('sd15-tiny/vae_decoder/model.onnx');

/** As a process that has just begun: nothing is known but what lies on the disk. */
const networks = (budget?: number) => createKeptNetworks(cache(), createHasher(), budget);

const create = vi.spyOn(InferenceSession, 'create');
afterEach(() => create.mockClear());

/** Which of the networks that were opened since the last look were read as they were kept. */
function fromKept(): boolean[] {
  const calls = create.mock.calls.map(([source]) => typeof source !== 'string');
  create.mockClear();
  return calls;
}

/** What a network says of some numbers, bit for bit. */
async function answer(session: InferenceSession): Promise<Record<string, Buffer>> {
  const feeds = Object.fromEntries(session.inputMetadata.map((info) => [info.name, numbersFor(info)]));
  const answers = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(answers).map(([name, { data }]) => {
      const { buffer, byteOffset, byteLength } = data as Float32Array;
      return [name, Buffer.from(buffer, byteOffset, byteLength)];
    }),
  );
}

function numbersFor(info: InferenceSession.ValueMetadata): OnnxTensor {
  if (!info.isTensor) throw new Error(`${info.name} is no tensor`);
  const places = info.shape.at(-1) === 3;
  const dims = info.shape.map((length, axis) => (typeof length === 'number' ? length : axis === 0 && !places ? 1 : 8));
  const count = dims.reduce((product, length) => product * length, 1);
  if (info.type === 'int64')
    return new OnnxTensor(
      'int64',
      BigInt64Array.from({ length: count }, (_, i) => BigInt(i % 90)),
      dims,
    );
  if (info.type === 'int32')
    return new OnnxTensor(
      'int32',
      Int32Array.from({ length: count }, (_, i) => i % 90),
      dims,
    );
  const data = Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7));
  if (info.type === 'float32') return new OnnxTensor('float32', data, dims);
  // 1.0 in float16, which not every version of Node has an array for.
  const halves = new Uint16Array(count).fill(0x3c00);
  return { type: 'float16', dims, data: halves, location: 'cpu' } as unknown as OnnxTensor;
}

const recorded = ['fixtures/golden/models', 'models/starter'].flatMap((from) =>
  readdirSync(join(program, from), { recursive: true, encoding: 'utf8' }).map((name) => join(from, name)),
);

describe('a network that was kept computes the same bits', () => {
  test.each(recorded.filter((name) => name.endsWith('.onnx')))('%s', async (name) => {
    const file = join(program, name);
    const plain = await answer(await InferenceSession.create(file, options));
    create.mockClear();
    expect(await answer(await networks().open(file, options))).toEqual(plain);
    expect(await answer(await networks().open(file, options))).toEqual(plain);
    expect(fromKept()).toEqual([false, true]);
  });
});

test('its weights may lie beside it', async () => {
  const exported = folder.write('model/model.onnx', '');
  const beside = {
    optimized_model_external_initializers_file_name: 'model.onnx_data',
    optimized_model_external_initializers_min_size_in_bytes: '64',
  };
  const writing = {
    graphOptimizationLevel: 'disabled',
    optimizedModelFilePath: exported,
    extra: { session: beside },
  } as const;
  await (await InferenceSession.create(tiny, writing)).release();
  expect(statSync(`${exported}_data`).size).toBeGreaterThan(1000);
  const plain = await answer(await InferenceSession.create(exported, options));
  create.mockClear();
  expect(await answer(await networks().open(exported, options))).toEqual(plain);
  expect(await answer(await networks().open(exported, options))).toEqual(plain);
  expect(fromKept()).toEqual([false, true]);
});

test('a file with other content is another network, whatever it is called', async () => {
  const file = folder.write('model/model.onnx', '');
  copyFileSync(tiny, file);
  await networks().open(file, options);
  copyFileSync(goldenModelPath('lcm-tiny/vae_decoder/model.onnx'), file);
  await networks().open(file, options);
  copyFileSync(tiny, file);
  await networks().open(file, options);
  expect(fromKept()).toEqual([false, false, true]);
});

test('opened in another way it is arranged anew', async () => {
  await networks().open(tiny, options);
  await networks().open(tiny, { ...options, graphOptimizationLevel: 'basic' });
  expect(fromKept()).toEqual([false, false]);
});

const keptFiles = () => readdirSync(cache()).map((name) => join(cache(), name));

function folderInPlace(file: string): void {
  rmSync(file);
  mkdirSync(file);
}

describe('what was kept and is', () => {
  test.each([
    ['damaged', (file: string) => writeFileSync(file, readFileSync(file).fill(7, 5000, 5010))],
    ['cut', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -1000))],
    ['empty', (file: string) => writeFileSync(file, '')],
    ['a folder', folderInPlace],
    ['something else', (file: string) => writeFileSync(file, sealed(Buffer.from('<html>not a network</html>')))],
  ])('%s is thrown away, and the network opened as always', async (_, spoil) => {
    const plain = await answer(await networks().open(tiny, options));
    for (const file of keptFiles()) spoil(file);
    expect(await answer(await networks().open(tiny, options))).toEqual(plain);
    create.mockClear();
    expect(await answer(await networks().open(tiny, options))).toEqual(plain);
    expect(fromKept()).toEqual([true]);
  });
});

test('two that open it at once keep it whole, and leave nothing else', async () => {
  await Promise.all([networks().open(tiny, options), networks().open(tiny, options)]);
  expect(keptFiles()).toHaveLength(1);
  create.mockClear();
  await networks().open(tiny, options);
  expect(fromKept()).toEqual([true]);
});

test('above the budget those that were not used for longest go', async () => {
  const [a, b] = [tiny, goldenModelPath('sd15-tiny/vae_encoder/model.onnx')];
  await networks().open(a, options);
  const size = await networks().size();
  expect(size).toBeGreaterThan(100_000);
  await networks().open(b, options);
  for (const file of keptFiles()) utimesSync(file, 1000, 1000);
  await networks().open(a, options);
  create.mockClear();
  const budget = (await networks().size()) + size / 2;
  await networks(budget).open(goldenModelPath('lcm-tiny/vae_decoder/model.onnx'), options);
  await networks(budget).open(a, options);
  await networks(budget).open(b, options);
  expect(fromKept()).toEqual([false, true, false]);
  expect(await networks().size()).toBeLessThanOrEqual(budget);
});

test('only the processor has networks kept, and only small ones', async () => {
  const asked = { ...options, executionProviders: ['webgpu', 'cpu'] };
  await networks()
    .open(tiny, asked)
    .catch(() => undefined);
  expect(await networks().size()).toBe(0);
});

test('a broken network says what it says without', async () => {
  const broken = folder.write('model.onnx', 'not a network');
  const plain = await InferenceSession.create(broken, options).catch(String);
  expect(await networks().open(broken, options).catch(String)).toEqual(plain);
  expect(readdirSync(cache())).toEqual([]);
});

describe('where nothing can be kept networks open all the same', () => {
  test('in a folder that cannot be made', async () => {
    folder.write('cache', 'a file');
    const kept = networks();
    await kept.open(tiny, options);
    create.mockClear();
    await kept.open(tiny, options);
    expect(create).toHaveBeenCalledTimes(1);
  });

  const disk = createSmallDisk(2 ** 20);
  if (typeof disk === 'string') {
    console.warn(`Keeping networks on a full disk is not tested here: ${disk}.`);
    test.skip(`on a full disk: ${disk}`);
    return;
  }

  test.each([0, 4096, 65_536, 300_000, 500_000])('on a disk with room for %i bytes', async (room) => {
    disk.clear();
    disk.leave(room);
    const plain = await answer(await InferenceSession.create(tiny, options));
    expect(await answer(await createKeptNetworks(disk.folder, createHasher()).open(tiny, options))).toEqual(plain);
    expect(readdirSync(disk.folder)).toEqual([]);
  });

  test('on one that is read-only', async () => {
    disk.clear();
    disk.lock();
    const kept = createKeptNetworks(disk.folder, createHasher());
    expect((await kept.open(tiny, options)).inputNames).toEqual(['latent_sample']);
  });
});
