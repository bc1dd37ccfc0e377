import { batchItem, batchItems, batchSize, stack, type Tensor } from '../../tensor/tensor.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';

/**
 * Runs tensors through a network as one batch, or, where it was exported for a fixed batch, in batches of that size. The
 * last of those is filled up with its last item, and what the network answers to these copies is dropped.
 * @param values tensors with the same batch axis.
 */
export async function inFixedBatches(
  input: ValueInfo,
  values: readonly Tensor[],
  run: (...batch: readonly Tensor[]) => Promise<Tensor>,
): Promise<Tensor> {
  const [answer] = await allInFixedBatches(input, values, async (...batch) => [await run(...batch)]);
  return answer as Tensor;
}

/** The same for a network of several outputs. */
export async function allInFixedBatches(
  { shape: [declared] }: ValueInfo,
  values: readonly Tensor[],
  run: (...batch: readonly Tensor[]) => Promise<readonly Tensor[]>,
): Promise<readonly Tensor[]> {
  const [first] = values;
  const count = first ? batchSize(first) : 0;
  if (typeof declared !== 'number' || declared === count) return run(...values);
  const batches: (readonly Tensor[])[] = [];
  for (let start = 0; start < count; start += declared) {
    const items = Array.from({ length: declared }, (_, i) => Math.min(start + i, count - 1));
    const answers = await run(...values.map((value) => stack(items.map((item) => batchItem(value, item)))));
    const kept = Math.min(declared, count - start);
    batches.push(answers.map((answer) => stack(batchItems(answer).slice(0, kept))));
  }
  return (batches[0] ?? []).map((_, output) => stack(batches.map((answers) => answers[output] as Tensor)));
}
