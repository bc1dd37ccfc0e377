import type { OnnxValue } from 'onnxruntime-node';
import { ArcspaceError } from '../../graph/problem.ts';
import { sizeOf, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { DeclaredValue } from '../networkFiles/networkSignature.ts';
import { fromFloat16, toFloat16 } from './float16.ts';

/** An input or output as the session declares it. */
export interface ValueInfo extends DeclaredValue {
  readonly type: string;
}

/**
 * A tensor in the number type that the network declares.
 * @throws ArcspaceError when an integer input cannot carry the values, or the type is none that Arcspace speaks.
 */
export function toOnnx(value: Tensor, info: ValueInfo, file: string): OnnxValue {
  const dims = [...value.shape];
  switch (info.type) {
    case 'float32':
      return plain('float32', value.data, dims);
    case 'float64':
      return plain('float64', Float64Array.from(value.data), dims);
    case 'float16':
      return plain('float16', Uint16Array.from(value.data, toFloat16), dims);
    case 'int64':
      return plain('int64', BigInt64Array.from(whole(value, info, file), BigInt), dims);
    case 'int32':
      return plain('int32', Int32Array.from(whole(value, info, file)), dims);
    case 'bool':
      return plain(
        'bool',
        Uint8Array.from(value.data, (element) => (element === 0 ? 0 : 1)),
        dims,
      );
    default:
      throw new ArcspaceError(
        'unsupported-model',
        `The network input "${info.name}" has the type ${info.type}, which Arcspace does not support.`,
        'Export the model with float32, float16 or int64 inputs.',
        { file },
      );
  }
}

/**
 * The runtime reads these four properties and asks for no class of its own. Its `new Tensor('float16', ...)` throws where
 * Float16Array exists (Node 24, Electron).
 */
function plain(type: string, data: ArrayBufferView, dims: number[]): OnnxValue {
  return { type, dims, data, location: 'cpu' } as unknown as OnnxValue;
}

function whole(value: Tensor, info: ValueInfo, file: string): Float32Array {
  const broken = value.data.find((element) => !Number.isInteger(element));
  if (broken === undefined) return value.data;
  if (info.name === 'timestep') throw fractionalTimestep(broken, file);
  throw new ArcspaceError(
    'invalid-value',
    `The network input "${info.name}" takes whole numbers, and got ${broken}.`,
    'Check the values that reach this node.',
    { file },
  );
}

function fractionalTimestep(timestep: number, file: string): ArcspaceError {
  return new ArcspaceError(
    'fractional-timestep',
    `This network accepts whole timesteps only, and the schedule uses timestep ${timestep.toFixed(2)}.`,
    'Choose leading or trailing spacing with normal sigmas, or a sampler that rounds its timesteps: DDIM or DPM++ 2M.',
    { file },
  );
}

/** What a session answered, as float32. */
export function fromOnnx(value: OnnxValue, name: string, file: string): Tensor {
  const { type, dims, data } = value as { type: string; dims: readonly number[]; data: ArrayLike<number> };
  if (data instanceof Float32Array) return tensor(data, dims);
  if (type === 'float16') return tensor(float16Values(data, sizeOf(dims)), dims);
  if (data instanceof Float64Array) return tensor(Float32Array.from(data), dims);
  throw new ArcspaceError(
    'unsupported-model',
    `The network output "${name}" has the type ${type}, which Arcspace does not support.`,
    'Export the model with float32 or float16 outputs.',
    { file },
  );
}

/** Node 24 and Electron hand float16 out as Float16Array (already numbers), older ones as the bits in a Uint16Array. */
function float16Values(data: ArrayLike<number>, size: number): Float32Array {
  const bits = data instanceof Uint16Array;
  return Float32Array.from({ length: size }, (_, i) => (bits ? fromFloat16(data[i] as number) : (data[i] as number)));
}
