import type { InferenceSession, OnnxValue } from 'onnxruntime-node';
import type { Stretch } from '../onnx/cutModel.ts';
import { elementTypeOf } from '../onnx/elementTypes.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import type { OnnxValueInfo } from '../onnx/onnxModel.ts';
import { createOnnxSession } from './onnx.ts';
import type { Runner } from './session.ts';

type Values = Record<string, OnnxValue>;

interface OpenStretch {
  readonly stretch: Stretch;
  readonly session: InferenceSession;
}

/**
 * Opens a network that was cut into stretches, one after the other, as one that is run as a whole. For the UNet of Stable Diffusion 1.5 that is
 * 3.5 GB at the peak; in one session it would be 5.8, as each weight of a convolution is there twice until the session is open.
 * @throws what the runtime throws; nothing stays open then.
 */
export async function openInStretches(
  stretches: readonly Stretch[],
  options: InferenceSession.SessionOptions,
): Promise<Runner> {
  const open: OpenStretch[] = [];
  const flowing = new Map<string, OnnxValueInfo>();
  try {
    for (const stretch of stretches) {
      const part = stretch.part((name) => flowing.get(name) as OnnxValueInfo);
      const session = await createOnnxSession(encodeModel(part), options);
      open.push({ stretch, session });
      for (const value of session.outputMetadata) if (value.isTensor) flowing.set(value.name, flowingValue(value));
    }
  } catch (thrown) {
    await closeAll(open).catch(() => undefined);
    throw thrown;
  }
  return runnerOver(open);
}

/** An axis that varies has a name of its own where the runtime knows none. */
function flowingValue({ name, type, shape }: InferenceSession.TensorValueMetadata): OnnxValueInfo {
  const axes = shape.map((length, axis) => (length === '' ? `${name}/axis ${axis}` : length));
  return { name, type: elementTypeOf(type), shape: axes };
}

function runnerOver(open: readonly OpenStretch[]): Runner {
  const made = new Set(open.flatMap(({ stretch }) => stretch.outputs));
  const read = new Set(open.flatMap(({ stretch }) => stretch.inputs));
  const inputs = new Map(
    open.flatMap(({ session }) => session.inputMetadata).map((value) => [value.name, value] as const),
  );
  return {
    inputMetadata: [...inputs.values()].filter(({ name }) => !made.has(name)),
    outputMetadata: open.flatMap(({ session }) => session.outputMetadata).filter(({ name }) => !read.has(name)),
    release: () => closeAll(open),
    run: (feeds, outputs) => runAll(open, feeds as Values, outputs),
  };
}

/** What no later stretch reads is let go, which is most of what flows through a deep network. */
async function runAll(open: readonly OpenStretch[], feeds: Values, wanted: readonly string[]): Promise<Values> {
  let values = feeds;
  for (const [i, { stretch, session }] of open.entries()) {
    const answers = await session.run(picked(values, stretch.inputs), [...stretch.outputs]);
    const later = [...open.slice(i + 1).flatMap(({ stretch }) => stretch.inputs), ...wanted];
    values = picked({ ...values, ...answers }, later);
  }
  return picked(values, wanted);
}

function picked(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value ? [[name, value] as const] : [];
    }),
  );
}

/** All of them, whatever one of them says. */
async function closeAll(open: readonly OpenStretch[]): Promise<void> {
  const closed = await Promise.allSettled(open.map(({ session }) => session.release()));
  for (const end of closed) if (end.status === 'rejected') throw end.reason;
}
