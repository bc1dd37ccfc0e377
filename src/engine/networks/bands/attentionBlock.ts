import { setImmediate } from 'node:timers/promises';
import { sizeOf, type Tensor, tensor } from '../../../tensor/tensor.ts';
import { nodesBetween } from '../../onnx/extractPart.ts';
import type { ReadGraph, ReadNode } from '../../onnx/readGraph.ts';
import type { Session } from '../../sessions/session.ts';
import type { BlockRun, Picture } from './localBlock.ts';
import { flowing } from './openParts.ts';

/** The values that an attention is made of: its queries [.., N, d], keys [.., d, N] and values [.., N, d], and what it gives. */
interface Attention {
  readonly queries: string;
  readonly keys: string;
  readonly values: string;
  readonly given: string;
}

/** A block that looks at the whole picture: the map of its attention, if it has one, is computed some queries at a time. */
export async function runWholeBlock(run: BlockRun, from: Picture, to: string): Promise<Picture> {
  const attention = attentionIn(run.graph, from.name, to);
  const input = flowing(from.name, from.type, 4);
  if (!attention) {
    const part = { inputs: [input], outputs: [to], told: new Map() };
    return run.use(part, async (session) => pictureFrom(session, await session.run(feedsOf(from), to), to));
  }
  const { queries, keys, values, given } = attention;
  const asked = { inputs: [input], outputs: [queries, keys, values], told: new Map() };
  const [q, k, v] = await run.use(asked, (session) => allValues(session, feedsOf(from), asked.outputs));
  const answer = await attended(run, attention, [q, k, v] as [Value, Value, Value]);
  const after = { inputs: [input, infoOf(answer)], outputs: [to], told: new Map() };
  return run.use(after, async (session) =>
    pictureFrom(session, await session.run({ ...feedsOf(from), [given]: answer.tensor }, to), to),
  );
}

interface Value {
  readonly name: string;
  readonly type: string;
  readonly tensor: Tensor;
}

function infoOf({ name, type, tensor: { shape } }: Value) {
  return flowing(name, type, shape.length);
}

const feedsOf = ({ name, tensor: value }: Value) => ({ [name]: value });

async function allValues(
  session: Session,
  feeds: Readonly<Record<string, Tensor>>,
  names: readonly string[],
): Promise<Value[]> {
  const tensors = await session.runAll(feeds, names);
  return names.map((name, i) => ({
    name,
    type: session.outputs.get(name)?.type ?? 'float32',
    tensor: tensors[i] as Tensor,
  }));
}

function pictureFrom({ outputs }: Session, value: Tensor, name: string): Picture {
  return { name, type: outputs.get(name)?.type ?? 'float32', tensor: value };
}

/** Each query looks at all keys, whatever the other queries do. */
async function attended(
  run: BlockRun,
  { given }: Attention,
  [q, k, v]: readonly [Value, Value, Value],
): Promise<Value> {
  const { shape, data } = q.tensor;
  const count = shape.at(-2) ?? 1;
  const width = shape.at(-1) ?? 1;
  const whole = sizeOf(shape) === count * width;
  const atOnce = whole ? Math.max(Math.floor(run.numbersAtOnce / count), 1) : count;
  const part = { inputs: [q, k, v].map(infoOf), outputs: [given], told: new Map() };
  return run.use(part, async (session) => {
    const answers: Tensor[] = [];
    for (let start = 0; start < count; start += atOnce) {
      run.signal.throwIfAborted();
      const end = Math.min(start + atOnce, count);
      const some = whole
        ? tensor(data.slice(start * width, end * width), [...shape.slice(0, -2), end - start, width])
        : q.tensor;
      answers.push(await session.run({ ...feedsOf(k), ...feedsOf(v), [q.name]: some }, given));
      await setImmediate();
    }
    return { name: given, type: session.outputs.get(given)?.type ?? q.type, tensor: joinedQueries(answers) };
  });
}

function joinedQueries(answers: readonly Tensor[]): Tensor {
  const [first] = answers;
  if (!first || answers.length === 1) return first as Tensor;
  const joined = new Float32Array(answers.reduce((sum, { data }) => sum + data.length, 0));
  let at = 0;
  for (const { data } of answers) {
    joined.set(data, at);
    at += data.length;
  }
  const width = first.shape.at(-1) ?? 1;
  return tensor(joined, [...first.shape.slice(0, -2), joined.length / width, width]);
}

/** Undefined for a block without an attention, and for one that does more between its products than a softmax. */
function attentionIn(graph: ReadGraph, from: string, to: string): Attention | undefined {
  const nodes = nodesBetween(graph, new Set([from]), [to]);
  const softmax = nodes.filter(({ operator }) => operator === 'Softmax');
  const [only] = softmax;
  const first = only && softmax.length === 1 ? producing(nodes, only.inputs[0]) : undefined;
  const second = nodes.find(({ inputs }) => inputs[0] === only?.outputs[0]);
  if (first?.operator !== 'MatMul' || second?.operator !== 'MatMul') return undefined;
  const [queries, keys] = first.inputs as [string, string];
  return { queries, keys, values: second.inputs[1] as string, given: second.outputs[0] as string };
}

/** The node that makes a value, past those that only give it another type. */
function producing(nodes: readonly ReadNode[], name: string | undefined): ReadNode | undefined {
  return nodes.find(({ outputs }) => name !== undefined && outputs.includes(name));
}
