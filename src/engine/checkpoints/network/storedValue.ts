import type { Graph, Value } from '../../onnx/graph.ts';
import type { ExternalContent } from '../../onnx/onnxModel.ts';
import { multiply } from '../../onnx/operators/arithmetic.ts';
import { cast, concatenate, transpose } from '../../onnx/operators/shapes.ts';
import type { StoredTensor } from '../weights.ts';
import { locationIn } from './commonFolder.ts';
import { type HeldWeight, heldWeight } from './heldWeights.ts';
import { storedType } from './storedFormats.ts';
import { type RowRange, rowsOf } from './storedShapes.ts';

/** How a stored tensor is looked at: a shape with the same numbers, or some of its rows. */
export interface WeightView {
  readonly as?: readonly number[];
  readonly rows?: RowRange;
}

/** Puts tensors of files into a graph as float32, each once. */
export interface Store {
  (name: string, tensor: StoredTensor, view?: WeightView): Value;
  /** Weights that are read when the network is opened. */
  readonly held: readonly HeldWeight[];
}

/** @param holds whether all weights are to be in memory, since some lie in blocks. */
export function createStore(graph: Graph, folder: string, holds = false): Store {
  const values = new Map<string, Value>();
  const place: Place = { graph, folder, held: holds ? [] : undefined };
  const store = (name: string, tensor: StoredTensor, { as, rows }: WeightView = {}): Value => {
    const label = [name, ...(rows ? [`rows ${rows.join(' to ')}`] : []), ...(as ? [`as ${as.join(' x ')}`] : [])].join(
      ' ',
    );
    const part = rows ? rowsOf(tensor, rows) : tensor;
    const value = values.get(label) ?? stored(place, label, as ? { ...part, shape: as } : part);
    values.set(label, value);
    return value;
  };
  return Object.assign(store, { held: place.held ?? [] });
}

/** Where values are put. */
interface Place {
  readonly graph: Graph;
  readonly folder: string;
  /** Where they are read from files by the runtime, undefined. */
  readonly held: HeldWeight[] | undefined;
}

/** The runtime arranges a tensor and converts it to float32 once, when it opens the network. */
function stored(place: Place, label: string, { scale, ...tensor }: StoredTensor): Value {
  const arranged = arrangedValue(place, label, tensor);
  return scale ? multiply(arranged, plain(place, `${label} scale`, scale)) : arranged;
}

function arrangedValue(place: Place, label: string, tensor: StoredTensor): Value {
  if (!tensor.halvesSwapped)
    return tensor.transposed ? transpose(plain(place, label, tensor), [1, 0]) : plain(place, label, tensor);
  const middle = (tensor.shape[0] ?? 0) / 2;
  const half = (rows: RowRange) => plain(place, `${label} rows ${rows.join(' to ')}`, rowsOf(tensor, rows));
  return concatenate([half([middle, 2 * middle]), half([0, middle])], 0);
}

function plain(place: Place, label: string, tensor: StoredTensor): Value {
  const type = storedType(tensor, label);
  const value = place.graph.stored(label, type, tensor.shape, contentOf(place, label, tensor));
  return type === 'float32' ? value : cast(value, 'float32');
}

function contentOf({ folder, held }: Place, label: string, tensor: StoredTensor): ExternalContent {
  const { file, offset, bytes } = tensor;
  if (!held) return { location: locationIn(folder, file), offset, bytes };
  const weight = heldWeight(`held-${held.length}`, label, tensor);
  held.push(weight);
  return { location: weight.location, offset: 0, bytes: weight.held };
}
