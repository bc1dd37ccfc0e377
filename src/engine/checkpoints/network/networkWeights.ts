import type { Value } from '../../onnx/graph.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import { sameNumbers } from './storedShapes.ts';
import type { Store, WeightView } from './storedValue.ts';
import { missingWeight, wrongShape } from './weightErrors.ts';

/** The weights of one network in its graph, as float32. */
export interface NetworkWeights {
  /** @throws ArcspaceError for one that is missing or has another shape; axes of length 1 do not count. */
  value(name: string, shape: readonly number[], view?: WeightView): Value;
  /** Names of those that the graph reads. */
  readonly used: ReadonlySet<string>;
}

export function networkWeights(table: WeightTable, store: Store): NetworkWeights {
  const used = new Set<string>();
  return {
    used,
    value(name, shape, view) {
      const tensor = table.get(name);
      if (!tensor) throw missingWeight(name, table);
      if (!sameNumbers(tensor.shape, inFile(tensor, shape))) throw wrongShape(name, tensor, shape);
      used.add(name);
      return store(name, { ...tensor, shape: inFile(tensor, shape) }, view);
    },
  };
}

function inFile({ transposed }: StoredTensor, shape: readonly number[]): readonly number[] {
  return transposed ? shape.toReversed() : shape;
}
