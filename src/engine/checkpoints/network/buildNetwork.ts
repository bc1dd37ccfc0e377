import type { Precision, ProviderName } from '../../../protocol/types.ts';
import { sizeOf } from '../../../tensor/tensor.ts';
import type { NetworkSignature } from '../../networkFiles/networkSignature.ts';
import { mostBytes, storedPrecision } from '../../networkFiles/weightPrecision.ts';
import { convolutionNumbers, cutModel, type Stretch } from '../../onnx/cutModel.ts';
import { elementTypes } from '../../onnx/elementTypes.ts';
import { encodeModel } from '../../onnx/encodeModel.ts';
import { createGraph } from '../../onnx/graph.ts';
import { inHalfPrecision } from '../../onnx/inHalfPrecision.ts';
import type { Initializer, OnnxModel, OnnxValueInfo } from '../../onnx/onnxModel.ts';
import { withPlainOperators } from '../../onnx/withPlainOperators.ts';
import type { Adapter } from '../adapter.ts';
import type { BuiltNetwork } from '../builtNetwork.ts';
import { isInBlocks } from '../gguf/blockFormats.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import { commonFolder } from './commonFolder.ts';
import { likesHalves } from './halves.ts';
import { networkAdapters } from './networkAdapters.ts';
import { networkWeights } from './networkWeights.ts';
import { rootScope, type Scope } from './scope.ts';
import { createStore } from './storedValue.ts';
import { unknownModules, unusedWeights } from './weightErrors.ts';

export interface NetworkParts {
  readonly weights: WeightTable;
  readonly adapters?: readonly Adapter[];
  /** Weights that the network may have and does not need. */
  readonly ignores?: (name: string) => boolean;
  /** Whether its numbers keep within what float16 holds: it then computes in that where the device likes it (raise `halvesRevision`). */
  readonly halves?: boolean;
}

/**
 * A network whose graph `write` writes.
 * @throws ArcspaceError for weights that are missing, have another shape or are not read, and for LoRAs of other networks.
 */
export function buildNetwork(parts: NetworkParts, write: (scope: Scope) => void): BuiltNetwork {
  const { weights: table, adapters = [], ignores = () => false, halves = false } = parts;
  const folder = commonFolder([...table.values(), ...adapters.flatMap(tensorsOf)].map(({ file }) => file));
  const graph = createGraph();
  const holds = [...table.values()].some(({ format }) => isInBlocks(format));
  const store = createStore(graph, folder, holds);
  const weights = networkWeights(table, store);
  const layers = networkAdapters(graph, adapters, store);
  write(rootScope(graph, weights, layers));

  const unused = [...table.keys()].filter((name) => !weights.used.has(name) && !ignores(name));
  if (unused.length > 0) throw unusedWeights(unused, table);
  for (const adapter of adapters) checkModules(adapter, layers.used);
  const model = graph.model();
  const file = [...table.values()][0]?.file ?? folder;
  const used = [...weights.used].flatMap((name) => table.get(name) ?? []);
  return {
    modelFor: (provider) => encodeModel(modelOn(provider, model, halves)),
    stretchesFor: (provider, bytes) => inStretches(provider, modelOn(provider, model, halves), bytes),
    folder,
    held: store.held,
    file,
    convertedBytes: bytesOf(
      used.filter(({ format }) => format !== 'F32'),
      4,
    ),
    storedBytes: used.reduce((sum, tensor) => sum + storedBytes(tensor), 0),
    weightBytes: (provider) => bytesOf(used, halves && likesHalves(provider) ? 2 : 4),
    signature: signatureOf(model),
  };
}

/** On the processor the runtime lays out the weights of convolutions anew, and holds them twice until a session is open. */
function inStretches(provider: ProviderName, model: OnnxModel, bytes = 2 ** 29): Stretch[] {
  const count = provider === 'cpu' ? Math.ceil((4 * convolutionNumbers(model)) / bytes) : 1;
  return cutModel(model, Math.max(1, count));
}

function modelOn(provider: ProviderName, model: OnnxModel, halves: boolean): OnnxModel {
  const operators = needsPlainOperators(provider) ? withPlainOperators(model) : model;
  return halves && likesHalves(provider) ? inHalfPrecision(operators) : operators;
}

/**
 * The provider for WebGPU has no product with a transposed matrix and would leave it to the CPU, and its attention says other numbers with
 * more than a few tokens, or with a bias (onnxruntime-node 1.30 on SwiftShader). DirectML and Core ML were never tried: they get what is
 * in the standard.
 */
function needsPlainOperators(provider: ProviderName): boolean {
  return provider !== 'cpu' && provider !== 'cuda';
}

function storedBytes({ format, shape, bytes }: StoredTensor): number {
  return isInBlocks(format) ? 2 * sizeOf(shape) : bytes;
}

function bytesOf(tensors: readonly StoredTensor[], bytesEach: number): number {
  return tensors.reduce((sum, { shape }) => sum + sizeOf(shape) * bytesEach, 0);
}

function tensorsOf({ modules }: Adapter): StoredTensor[] {
  return [...modules.values()].flatMap(({ down, mid, up }) => (mid ? [down, mid, up] : [down, up]));
}

function checkModules(adapter: Adapter, known: ReadonlySet<string>): void {
  const unknown = [...adapter.modules].filter(([name]) => !known.has(name));
  const [first] = unknown;
  if (first)
    throw unknownModules(
      unknown.map(([name]) => name),
      first[1].down.file,
    );
}

function signatureOf({ inputs, outputs, initializers }: OnnxModel): NetworkSignature {
  const byName = (values: readonly OnnxValueInfo[]) => new Map(values.map((value) => [value.name, value]));
  return { inputs: byName(inputs), outputs: byName(outputs), precision: precisionOf(initializers) };
}

/** Of what lies in files. */
function precisionOf(initializers: readonly Initializer[]): Precision | undefined {
  const bytes = new Map<Precision, number>();
  for (const { name, type, content } of initializers) {
    const precision = storedPrecision(elementTypes[type], name);
    if (precision && !(content instanceof Uint8Array))
      bytes.set(precision, (bytes.get(precision) ?? 0) + content.bytes);
  }
  return mostBytes(bytes);
}
