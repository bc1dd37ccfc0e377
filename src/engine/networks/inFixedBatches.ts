import { batchItem, batchSize, stack, type Tensor } from '../../tensor/tensor.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';

/**
 * Runs tensors through a network as one batch, or, where it was exported for a fixed batch, in batches of that size. The
 * last of those is filled up with its last item, and what the network answers to these copies is dropped.
 * @param values tensors with the same batch axis.
 */
export async function inFixedBatches(
  { shape: [declared] }: ValueInfo,
  values: readonly Tensor[],
  run: (...batch: readonly Tensor[]) => Promise<Tensor>,
): Promise<Tensor> {
  const [first] = values;
  const count = first ? batchSize(first) : 0;
  if (typeof declared !== 'number' || declared === count) return run(...values);
  const answers: Tensor[] = [];
  for (let start = 0; start < count; start += declared) {
    const items = Array.from({ length: declared }, (_, i) => Math.min(start + i, count - 1));
    const answer = await run(...values.map((value) => stack(items.map((item) => batchItem(value, item)))));
    for (let i = 0; i < declared && start + i < count; i++) answers.push(batchItem(answer, i));
  }
  return stack(answers);
}
