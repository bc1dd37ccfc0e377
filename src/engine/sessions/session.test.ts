import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArcspaceError } from '../../graph/problem.ts';
import { tensor, zeros } from '../../tensor/tensor.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { openSession } from './session.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arcspace-session-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const decoder = goldenModelPath('sd15-tiny', 'vae_decoder', 'model.onnx');
const open = (file: string) => openSession(file, sessionOptions('cpu'));

describe('a network that cannot be opened is a sentence that names the file', () => {
  async function refused(content: Uint8Array | string): Promise<unknown> {
    const file = join(folder, 'model.onnx');
    writeFileSync(file, content);
    const thrown = await open(file).catch((problem: unknown) => problem);
    expect(thrown).toBeInstanceOf(ArcspaceError);
    expect(thrown).toMatchObject({ place: { file }, code: 'broken-model', remedy: expect.stringContaining('again') });
    return thrown;
  }

  test('when it is not there', async () => {
    await expect(open(join(folder, 'gone.onnx'))).rejects.toMatchObject({
      code: 'missing-model-file',
      message: expect.stringMatching(/\/gone\.onnx is missing\.$/),
    });
  });

  test('when it is cut short', async () => {
    const whole = readFileSync(decoder);
    expect(await refused(whole.subarray(0, whole.length / 2))).toMatchObject({
      message: expect.stringMatching(/\/model\.onnx is incomplete: it has 142,220 of at least 284,437 bytes\.$/),
    });
  });

  test('when it is empty', async () => {
    expect(await refused('')).toMatchObject({ message: expect.stringMatching(/model\.onnx is empty\.$/) });
  });

  test('when it is something else', async () => {
    await refused('<html>404 not found</html>');
    await refused(new Uint8Array(10_000).fill(0xff));
  });
});

describe('a network that is given the wrong things says so', () => {
  test('an input that nobody feeds', async () => {
    const session = await open(decoder);
    await expect(session.run({}, 'sample')).rejects.toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('asks for an input "latent_sample"'),
    });
    await session.release();
  });

  test('a shape that does not fit', async () => {
    const session = await open(decoder);
    await expect(session.run({ latent_sample: zeros([1, 3, 8, 8]) }, 'sample')).rejects.toMatchObject({
      code: 'network-failed',
      place: { file: decoder },
    });
    await session.release();
  });

  test('fractions where whole numbers belong', async () => {
    const session = await open(goldenModelPath('sd15-tiny', 'text_encoder', 'model.onnx'));
    const ids = tensor(Float32Array.of(1, 2.5), [1, 2]);
    await expect(session.run({ input_ids: ids }, 'last_hidden_state')).rejects.toThrow(
      'The network input "input_ids" takes whole numbers, and got 2.5.',
    );
    await session.release();
  });
});
