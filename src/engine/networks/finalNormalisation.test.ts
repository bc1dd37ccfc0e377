import { afterAll, expect, test } from 'vitest';
import { batchItem, map, tensor, zeros } from '../../tensor/tensor.ts';
import { goldenCase, maxDifference } from '../../tensor/testing/goldens.ts';
import { onnxFile } from '../sessions/networkSource.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { finalNormalisation } from './finalNormalisation.ts';
import { textNetwork } from './textNetwork.ts';

const pool = realPool();
afterAll(() => pool.free());

const golden = goldenCase('sdxl-tiny', 'text_encoder-1');
const recorded = (name: string, row: number) => batchItem(golden.tensor(`text_encoder.${name}`), row);

test('what the normalisation did to one prompt says what it does to another', () => {
  const normalise = finalNormalisation(recorded('hidden_states.3', 0), recorded('last_hidden_state', 0));
  const { data } = normalise(recorded('hidden_states.3', 1));
  expect(maxDifference(data, recorded('last_hidden_state', 1).data)).toBeLessThan(1e-5);
});

test('gain and bias of each channel are found', () => {
  const rows = map(zeros([1, 5, 3]), (_, i) => Math.sin(i * i));
  const plain = finalNormalisation(rows, rows)(rows);
  const other = tensor(
    Float32Array.from(rows.data, (value) => value * 2 + 1),
    [1, 5, 3],
  );
  expect(maxDifference(finalNormalisation(rows, rows)(other).data, plain.data)).toBeLessThan(1e-3);
});

test('a text network leaves out its last layer and normalises the one before', async () => {
  const network = textNetwork(onnxFile(goldenModelPath('sdxl-tiny', 'text_encoder', 'model.onnx')), pool);
  const ids = [...recorded('input_ids', 0).data];
  const { hidden } = await network.run(ids, { hidden: 2, normalised: true });
  const normalise = finalNormalisation(recorded('hidden_states.3', 1), recorded('last_hidden_state', 1));
  expect(maxDifference(hidden?.data ?? [], normalise(recorded('hidden_states.2', 0)).data)).toBeLessThan(1e-5);
});
