import type { Graph, Value } from '../../onnx/graph.ts';
import type { LayerAdapter, NetworkAdapters } from './networkAdapters.ts';
import type { NetworkWeights } from './networkWeights.ts';
import type { WeightView } from './storedValue.ts';

/** A module of the network that is being written: its place among the weights. */
export interface Scope {
  readonly graph: Graph;
  /** A module in this one: `at('resnets', 0)` is "resnets.0". */
  at(...names: readonly (string | number)[]): Scope;
  /**
   * A weight of this module as float32.
   * @throws ArcspaceError naming the tensor and its file.
   */
  weight(name: string, shape: readonly number[], view?: WeightView): Value;
  /** What LoRAs add to this module, in their order. */
  adapters(): readonly LayerAdapter[];
}

export function rootScope(graph: Graph, weights: NetworkWeights, adapters: NetworkAdapters): Scope {
  const scopeAt = (path: readonly (string | number)[]): Scope => ({
    graph,
    at: (...names) => scopeAt([...path, ...names]),
    weight: (name, shape, view) => weights.value([...path, name].join('.'), shape, view),
    adapters: () => adapters.of(path.join('.')),
  });
  return scopeAt([]);
}
