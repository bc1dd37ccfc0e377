import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ElementType } from '../onnx/elementTypes.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { checkNetworkFile } from './checkNetworkFile.ts';
import { bytesOfFiles, filesOfNetwork } from './filesOfNetwork.ts';

const folder = temporaryFolder();
const file = () => join(folder.path, 'unet', 'model.onnx');

/** A network whose weights lie in another file. */
function externalNetwork(
  location: string,
  weights: readonly { offset: number; length: number; type?: ElementType; name?: string }[],
): void {
  const initializers = weights.map(({ offset, length, type = 'float32', name = 'w' }) => ({
    name,
    type,
    shape: [],
    content: { location, offset, bytes: length },
  }));
  const model = { operatorSets: new Map([['', 17]]), nodes: [], initializers, inputs: [], outputs: [] };
  folder.write('unet/model.onnx', encodeModel(model));
}

function copied(change: (path: string) => void): void {
  mkdirSync(join(folder.path, 'unet'));
  cpSync(goldenModelPath('sd15-tiny/unet/model.onnx'), file());
  change(file());
}

describe('the precision of a network', () => {
  test.each([
    ['sd15-tiny/unet', 'float32'],
    ['unet-variants/float16/unet', 'float16'],
  ])('of %s is %s', async (path, precision) => {
    expect((await checkNetworkFile(goldenModelPath(path, 'model.onnx'))).precision).toBe(precision);
  });

  test.each([
    ['uint8', 'w', 'int8'],
    ['int8', 'w', 'int8'],
    ['uint8', 'MatMul_7_Q4', 'int4'],
    ['bfloat16', 'w', 'bfloat16'],
    ['int4', 'w', 'int4'],
    ['int64', 'shape', undefined],
  ] as const)('of weights of type %s called %s in another file is %s', async (type, name, precision) => {
    externalNetwork('weights', [
      { offset: 0, length: 90, type, name },
      { offset: 90, length: precision ? 10 : 0, type: precision ? 'float32' : 'int64', name: 'scales' },
    ]);
    folder.write('unet/weights', 'x'.repeat(100));
    expect((await checkNetworkFile(file())).precision).toBe(precision);
  });
});

describe('a network file', () => {
  test.each([
    'sd15-tiny/unet',
    'sd15-tiny/text_encoder',
    'unet-variants/float16/unet',
    'unet-variants/int64-timestep/unet',
  ])('%s is whole', async (part) => {
    await expect(checkNetworkFile(goldenModelPath(part, 'model.onnx'))).resolves.toBeDefined();
  });

  test('says what it reads and answers, without being opened', async () => {
    const { inputs, outputs } = await checkNetworkFile(goldenModelPath('sd15-tiny/unet/model.onnx'));
    expect(Object.fromEntries([...inputs].map(([name, { shape }]) => [name, shape]))).toEqual({
      sample: ['batch_size', 4, 'height', 'width'],
      timestep: [],
      encoder_hidden_states: ['batch_size', 'sequence_length', 32],
    });
    expect([...outputs.keys()]).toEqual(['out_sample']);
  });

  test.each<[string, (path: string) => void, string | RegExp]>([
    ['that is missing', (path) => rmSync(path), 'unet/model.onnx is missing.'],
    ['that is empty', (path) => truncateSync(path), 'unet/model.onnx is empty.'],
    ['cut by one byte', (path) => truncateSync(path, 1_073_939), /is not an ONNX network|is incomplete/],
    [
      'cut in its middle',
      (path) => truncateSync(path, 500_000),
      'unet/model.onnx is incomplete: it has 500,000 of at least 1,073,936 bytes.',
    ],
    ['cut within its first bytes', (path) => truncateSync(path, 20), /is not an ONNX network|is incomplete/],
    [
      'of text',
      (path) => writeFileSync(path, '<!DOCTYPE html><title>404</title>'),
      'unet/model.onnx is not an ONNX network.',
    ],
    ['of zeros', (path) => writeFileSync(path, new Uint8Array(5000)), 'unet/model.onnx is not an ONNX network.'],
    [
      'of 0xff',
      (path) => writeFileSync(path, new Uint8Array(5000).fill(255)),
      'unet/model.onnx is not an ONNX network.',
    ],
    [
      'that is a folder',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      '"unet/model.onnx" is a folder, not a file.',
    ],
    [
      'that is a link to nothing',
      (path) => {
        rmSync(path);
        symlinkSync('../blobs/1234', path);
      },
      'unet/model.onnx is a link to ../blobs/1234, which does not exist.',
    ],
  ])('%s is told from a whole one', async (_, change, words) => {
    copied(change);
    await expect(checkNetworkFile(file())).rejects.toMatchObject({
      name: 'ArcspaceError',
      message: typeof words === 'string' ? words : expect.stringMatching(words),
      remedy: expect.stringMatching(/\.$/),
      place: { file: file() },
    });
  });

  test.skipIf(process.platform === 'win32')(
    'that is a named pipe is refused without waiting for a writer',
    async () => {
      mkdirSync(join(folder.path, 'unet'));
      spawnSync('mkfifo', [file()]);
      await expect(checkNetworkFile(file())).rejects.toThrow('"unet/model.onnx" is a named pipe, not a file.');
    },
  );
});

describe('weights in a file beside a network', () => {
  const weights = [
    { offset: 0, length: 4000 },
    { offset: 4096, length: 1000 },
  ];

  test('are whole when all that the network names is there', async () => {
    externalNetwork('model.onnx_data', weights);
    folder.write('unet/model.onnx_data', new Uint8Array(5096));
    await expect(checkNetworkFile(file())).resolves.toBeDefined();
  });

  test.each<[string, () => void, string]>([
    ['that are missing', () => undefined, 'unet/model.onnx_data is missing.'],
    [
      'that are cut',
      () => folder.write('unet/model.onnx_data', new Uint8Array(5095)),
      'unet/model.onnx_data is incomplete: it has 5,095 of at least 5,096 bytes.',
    ],
    [
      'that Git LFS did not fetch',
      () =>
        folder.write('unet/model.onnx_data', 'version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 5096\n'),
      'unet/model.onnx_data is only a Git LFS pointer: the file itself was not downloaded.',
    ],
  ])('%s are named', async (_, make, words) => {
    externalNetwork('model.onnx_data', weights);
    make();
    await expect(checkNetworkFile(file())).rejects.toThrow(words);
  });

  test.each(['../weights.bin', '/etc/passwd'])('in %s are refused', async (location) => {
    externalNetwork(location, weights);
    await expect(checkNetworkFile(file())).rejects.toThrow(
      `unet/model.onnx keeps its weights outside its folder, in ${location}.`,
    );
  });

  test('count as its own, those of other networks in the folder do not', async () => {
    externalNetwork('model.onnx_data', weights);
    const bytes = readFileSync(file()).length;
    folder.write('unet/model.onnx_data', new Uint8Array(5096));
    folder.write('unet/model_fp16.onnx', new Uint8Array(70));
    folder.write('unet/model_fp16.onnx_data', new Uint8Array(700));
    folder.write('unet/config.json', '{}');
    symlinkSync('nowhere', join(folder.path, 'unet/gone.bin'));
    expect(await bytesOfFiles(await filesOfNetwork(file()))).toBe(bytes + 5096);
    expect(await filesOfNetwork(join(folder.path, 'unet/model_fp16.onnx'))).toEqual(
      ['gone.bin', 'model_fp16.onnx', 'model_fp16.onnx_data'].map((name) => join(folder.path, 'unet', name)),
    );
  });
});

test('random changes to a network file never end in anything but a sentence', async () => {
  const whole = readFileSync(goldenModelPath('sd15-tiny/text_encoder/model.onnx'));
  mkdirSync(join(folder.path, 'unet'));
  for (let round = 0; round < 300; round++) {
    const bytes = Uint8Array.from(whole.subarray(0, Math.floor((whole.length * (round % 10)) / 10) + 200));
    for (let i = 0; i < 5; i++) bytes[(round * 7919 + i * 104_729) % bytes.length] = (round * 31 + i * 97) % 256;
    writeFileSync(file(), bytes);
    if (round % 7 === 0) appendFileSync(file(), new Uint8Array(round).fill(round));
    const thrown = await checkNetworkFile(file()).catch((problem: unknown) => problem);
    if (thrown !== undefined) expect(thrown).toMatchObject({ name: 'ArcspaceError' });
  }
});
