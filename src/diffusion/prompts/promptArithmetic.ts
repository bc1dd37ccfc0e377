import { slerp } from '../../geometry/slerp.ts';
import { norm } from '../../tensor/reduce.ts';
import { batchItem, batchSize, map, sameShape, stack, type Tensor, zeros } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { Conditioning, NamedTensors } from '../conditioning.ts';

/** A difference of two prompts, as a direction among latents is one of two points. */
export interface PromptDirection {
  readonly encoder: string;
  /** One row each. */
  readonly tensors: NamedTensors;
  readonly from: string;
  readonly to: string;
}

/** Which tokens are padding: ones and zeros, of which there is no mean. */
const mask = 'mask';

/** How many prompts a conditioning holds; each belongs to one item of a batch of latents, a single one to all. */
export function promptCount({ tensors }: Pick<Conditioning, 'tensors'>): number {
  const [first] = Object.values(tensors);
  return first ? batchSize(first) : 1;
}

/** Prompt `index` of a conditioning of one or many. */
export function promptItem(conditioning: Conditioning, index: number): Conditioning {
  if (promptCount(conditioning) === 1) return conditioning;
  const row = ([name, tensor]: [string, Tensor]) => [name, batchItem(tensor, index)] as const;
  return { ...conditioning, tensors: Object.fromEntries(Object.entries(conditioning.tensors).map(row)) };
}

/** The sum of weight * tensor, name by name; all of the same shapes. */
export function promptSum(terms: readonly (readonly [weight: number, tensors: NamedTensors])[]): NamedTensors {
  const [, first = {}] = terms[0] ?? [];
  return Object.fromEntries(
    Object.keys(first).map((name) => {
      const own = terms.map(([weight, tensors]) => [weight, tensors[name] as Tensor] as const);
      return [name, name === mask ? union(own.map(([, tensor]) => tensor)) : weightedSum(own)];
    }),
  );
}

/** As many tokens, all of them zero; which of them are padding stays. */
export function zeroedPrompt(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, name === mask ? tensor : zeros(tensor.shape)]),
  );
}

/**
 * The tokens of two prompts of one row each behind each other: [1, S, D] and [1, T, D] are [1, S + T, D], masks likewise. What is
 * said of a prompt as a whole, such as its pooled vector, is that of the first.
 */
export function tokensAfter(first: NamedTensors, second: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(first).map(([name, tensor]) => {
      const next = second[name];
      const hasTokens = name === mask || tensor.shape.length === 3;
      return [name, hasTokens && next ? behind(tensor, next) : tensor];
    }),
  );
}

function behind(a: Tensor, b: Tensor): Tensor {
  const [rows = 1, tokens = 0, ...width] = a.shape;
  const joined = zeros([rows, tokens + (b.shape[1] ?? 0), ...width]);
  joined.data.set(a.data);
  joined.data.set(b.data, a.data.length);
  return joined;
}

/**
 * From a to b on great circles, each token by itself (the last axis of each tensor is a vector), the lengths evenly from one to the
 * other. Where one of two vectors is zero, as in SDXL's empty prompt, the way is straight.
 * @throws GeometryError where two vectors are opposite.
 */
export function promptSlerp(a: NamedTensors, b: NamedTensors, t: number): NamedTensors {
  return Object.fromEntries(
    Object.entries(a).map(([name, from]) => {
      const to = b[name] as Tensor;
      return [name, name === mask ? union([from, to]) : rowsBetween(from, to, t)];
    }),
  );
}

/** One conditioning [n] of several [1], in their order. */
export function promptBatch(rows: readonly NamedTensors[]): NamedTensors {
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, stack(rows.map((row) => row[name] as Tensor))]));
}

/** The first part in which two prompts differ in shape: its name and both shapes; undefined where arithmetic is possible. */
export function shapeClash(a: NamedTensors, b: NamedTensors): { name: string; shapes: [Tensor, Tensor] } | undefined {
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const [first = zeros([0]), second = zeros([0])] = [a[name], b[name]];
    if (!sameShape(first, second)) return { name, shapes: [first, second] };
  }
  return undefined;
}

function rowsBetween(a: Tensor, b: Tensor, t: number): Tensor {
  const width = a.shape.at(-1) ?? 1;
  const out = zeros(a.shape);
  for (let start = 0; start < a.data.length; start += width) {
    const [from, to] = [a.data.subarray(start, start + width), b.data.subarray(start, start + width)];
    const row = out.data.subarray(start, start + width);
    if (norm(from) === 0 || norm(to) === 0) row.set(from.map((value, i) => (1 - t) * value + t * (to[i] as number)));
    else slerp(from, to, t, {}, row);
  }
  return out;
}

function union([first, ...others]: readonly Tensor[]): Tensor {
  return map(first as Tensor, (value, i) => Math.max(value, ...others.map(({ data }) => data[i] as number)));
}
