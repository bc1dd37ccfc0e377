import type { ElementType } from './elementTypes.ts';
import type { Attributes, ExternalContent, Initializer, OnnxModel, OnnxNode, OnnxValueInfo } from './onnxModel.ts';

/** A tensor that flows in a graph. */
export interface Value {
  readonly graph: Graph;
  readonly name: string;
}

/** A graph that is being written. Operators are functions of values (`operators/`), each of which adds a node. */
export interface Graph {
  input(info: OnnxValueInfo): Value;
  /** Names a value as what the network says. */
  output(value: Value, info: OnnxValueInfo): void;
  /** `undefined` stands for an optional input that is left out. */
  node(operator: Operator, inputs: readonly (Value | undefined)[], attributes?: Attributes): Value;
  nodes(operator: Operator, inputs: readonly (Value | undefined)[], attributes: Attributes, outputs: number): Value[];
  /** What is written meanwhile computes in float32 in a network of half precision too: its numbers may go beyond float16. */
  inSingle<T>(write: () => T): T;
  /** Equal constants are one. */
  constant(type: ElementType, shape: readonly number[], content: Uint8Array): Value;
  /** A tensor in a file. */
  stored(name: string, type: ElementType, shape: readonly number[], content: ExternalContent): Value;
  model(): OnnxModel;
}

/** "Conv", or "com.microsoft/QuickGelu" for one of ONNX Runtime's own. */
export type Operator = string;

/** Opset 20 has Gelu, and every operator used here has kernels of it on every execution provider. */
const operatorSets: ReadonlyMap<string, number> = new Map([
  ['', 20],
  ['com.microsoft', 1],
]);

/** @param prefix of the names of its values, where they go into another graph. */
export function createGraph(prefix = ''): Graph {
  const written: OnnxNode[] = [];
  const initializers = new Map<string, Initializer>();
  const inputs: OnnxValueInfo[] = [];
  const outputs: OnnxValueInfo[] = [];
  const constants = new Map<string, Value>();
  let single = false;

  const graph: Graph = {
    input(info) {
      inputs.push(info);
      return { graph, name: info.name };
    },
    output(value, info) {
      outputs.push(info);
      addNode('Identity', [value], {}, [info.name]);
    },
    node: (operator, values, attributes = {}) => addNode(operator, values, attributes, [nextName()])[0] as Value,
    nodes: (operator, values, attributes, count) =>
      addNode(operator, values, attributes, namesOfParts(nextName(), count)),
    inSingle(write) {
      const before = single;
      single = true;
      const made = write();
      single = before;
      return made;
    },
    constant(type, shape, content) {
      const key = `${type} ${shape} ${Buffer.from(content).toString('base64')}`;
      const constant =
        constants.get(key) ?? initialize({ name: `${prefix}constant/${constants.size}`, type, shape, content });
      constants.set(key, constant);
      return constant;
    },
    stored: (name, type, shape, content) => initialize({ name, type, shape, content }),
    model: () => ({ operatorSets, nodes: written, initializers: [...initializers.values()], inputs, outputs }),
  };

  function nextName(): string {
    return `${prefix}value/${written.length}`;
  }

  /** Inputs that are left out at the end are not written: an empty bias of LayerNormalization crashes the runtime. */
  function addNode(
    operator: Operator,
    values: readonly (Value | undefined)[],
    attributes: Attributes,
    names: readonly string[],
  ): Value[] {
    const [name = '', domain = ''] = operator.split('/').reverse();
    const inputNames = values.slice(0, values.findLastIndex(Boolean) + 1).map((value) => value?.name ?? '');
    written.push({ operator: name, domain, inputs: inputNames, outputs: names, attributes, ...(single && { single }) });
    return names.map((output) => ({ graph, name: output }));
  }

  function initialize(initializer: Initializer): Value {
    initializers.set(initializer.name, initializer);
    return { graph, name: initializer.name };
  }

  return graph;
}

function namesOfParts(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, part) => `${name}.${part}`);
}
