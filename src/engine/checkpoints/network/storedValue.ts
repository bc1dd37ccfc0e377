import type { Graph, Value } from '../../onnx/graph.ts';
import { multiply } from '../../onnx/operators/arithmetic.ts';
import { cast, concatenate, transpose } from '../../onnx/operators/shapes.ts';
import type { StoredTensor } from '../weights.ts';
import { locationIn } from './commonFolder.ts';
import { storedType } from './storedFormats.ts';
import { type RowRange, rowsOf } from './storedShapes.ts';

/** How a stored tensor is looked at: a shape with the same numbers, or some of its rows. */
export interface WeightView {
  readonly as?: readonly number[];
  readonly rows?: RowRange;
}

/** Puts tensors of files into a graph as float32, each once. */
export type Store = (name: string, tensor: StoredTensor, view?: WeightView) => Value;

export function createStore(graph: Graph, folder: string): Store {
  const values = new Map<string, Value>();
  return (name, tensor, { as, rows } = {}) => {
    const label = [name, ...(rows ? [`rows ${rows.join(' to ')}`] : []), ...(as ? [`as ${as.join(' x ')}`] : [])].join(
      ' ',
    );
    const part = rows ? rowsOf(tensor, rows) : tensor;
    const value = values.get(label) ?? stored(graph, label, as ? { ...part, shape: as } : part, folder);
    values.set(label, value);
    return value;
  };
}

/** The runtime arranges a tensor and converts it to float32 once, when it opens the network. */
function stored(graph: Graph, label: string, { scale, ...tensor }: StoredTensor, folder: string): Value {
  const arranged = arrangedValue(graph, label, tensor, folder);
  return scale ? multiply(arranged, plain(graph, `${label} scale`, scale, folder)) : arranged;
}

function arrangedValue(graph: Graph, label: string, tensor: StoredTensor, folder: string): Value {
  if (!tensor.halvesSwapped)
    return tensor.transposed
      ? transpose(plain(graph, label, tensor, folder), [1, 0])
      : plain(graph, label, tensor, folder);
  const middle = (tensor.shape[0] ?? 0) / 2;
  const half = (rows: RowRange) => plain(graph, `${label} rows ${rows.join(' to ')}`, rowsOf(tensor, rows), folder);
  return concatenate([half([middle, 2 * middle]), half([0, middle])], 0);
}

function plain(graph: Graph, label: string, tensor: StoredTensor, folder: string): Value {
  const { file, offset, bytes, shape } = tensor;
  const type = storedType(tensor, label);
  const value = graph.stored(label, type, shape, { location: locationIn(folder, file), offset, bytes });
  return type === 'float32' ? value : cast(value, 'float32');
}
