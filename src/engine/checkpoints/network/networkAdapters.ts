import type { Graph, Value } from '../../onnx/graph.ts';
import { multiply } from '../../onnx/operators/arithmetic.ts';
import type { AdaptedModule, Adapter } from '../adapter.ts';
import type { StoredTensor } from '../weights.ts';
import { type RowRange, sameNumbers } from './storedShapes.ts';
import type { Store } from './storedValue.ts';
import { wrongAdapterShape } from './weightErrors.ts';

/** One LoRA at one layer. */
export interface LayerAdapter {
  readonly rank: number;
  readonly hasMid: boolean;
  /** strength · scale, a scalar. */
  readonly strength: Value;
  /**
   * One of its matrices or kernels as float32.
   * @throws ArcspaceError when it has another shape; axes of length 1 do not count.
   */
  part(name: 'down' | 'mid' | 'up', shape: readonly number[], rows?: RowRange): Value;
}

export interface NetworkAdapters {
  /** What acts on the module of this name. */
  of(module: string): readonly LayerAdapter[];
  /** Modules that were adapted. */
  readonly used: ReadonlySet<string>;
}

/** Declares the strengths as inputs of the graph. */
export function networkAdapters(graph: Graph, adapters: readonly Adapter[], store: Store): NetworkAdapters {
  const used = new Set<string>();
  const declared = adapters.map((adapter) => ({
    adapter,
    strengthOf: scaledStrengths(graph.input({ name: adapter.strengthInput, type: 'float32', shape: [] })),
  }));
  return {
    used,
    of(name) {
      used.add(name);
      return declared.flatMap(({ adapter, strengthOf }) => {
        const module = adapter.modules.get(name);
        if (!module) return [];
        return [layerAdapter(module, `${adapter.strengthInput}/${name}`, strengthOf(module.scale), store)];
      });
    },
  };
}

/** Most layers of a LoRA have one scale: it is multiplied with the strength once. */
function scaledStrengths(strength: Value): (scale: number) => Value {
  const byScale = new Map<number, Value>();
  return (scale) => {
    const scaled = byScale.get(scale) ?? multiply(strength, scale);
    byScale.set(scale, scaled);
    return scaled;
  };
}

function layerAdapter(module: AdaptedModule, label: string, strength: Value, store: Store): LayerAdapter {
  return {
    rank: module.down.shape[0] ?? 0,
    hasMid: module.mid !== undefined,
    strength,
    part(name, shape, rows) {
      const tensor = module[name] as StoredTensor;
      const partLabel = `${label}.${name}`;
      if (!sameNumbers(tensor.shape, shape)) throw wrongAdapterShape(partLabel, tensor, shape);
      return store(partLabel, { ...tensor, shape }, rows && { rows });
    },
  };
}
