import { readFileSync, writeFileSync } from 'node:fs';
import { encodeMessage, type Field, type Message } from '../providers/protobuf.ts';

/** Types of numbers, as onnx.proto3 counts them. */
export const elementTypes = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 } as const;
export type ElementType = keyof typeof elementTypes;

type Dims = readonly (number | string)[];

/** The changes that other exporters make to a graph. Field numbers are those of onnx.proto3. */
export interface GraphChanges {
  addInput(name: string, type: ElementType, dims: Dims): void;
  addOutput(name: string, type: ElementType, dims: Dims): void;
  addNode(operation: string, inputs: readonly string[], output: string): void;
  /** Declares an input that is there with other axes. */
  declareInput(name: string, type: ElementType, dims: Dims): void;
}

const [graphField, nodeField, inputField, outputField] = [7, 1, 11, 12];

/** Rewrites a network file as if another exporter had made it. */
export function changeNetwork(file: string, change: (graph: GraphChanges) => void): void {
  const model = decode(readFileSync(file));
  const changed = model.map(([number, content]): Field => {
    return number === graphField ? [number, changeGraph(decode(content as Uint8Array), change)] : [number, content];
  });
  writeFileSync(file, encodeMessage(changed));
}

function changeGraph(fields: readonly Field[], change: (graph: GraphChanges) => void): Message {
  const graph = [...fields];
  change({
    addInput: (name, type, dims) => graph.push([inputField, valueInfo(name, type, dims)]),
    addOutput: (name, type, dims) => graph.push([outputField, valueInfo(name, type, dims)]),
    addNode: (operation, inputs, output) =>
      graph.push([nodeField, [...inputs.map((input): Field => [1, input]), [2, output], [4, operation]]]),
    declareInput(name, type, dims) {
      const index = graph.findIndex(
        ([number, content]) => number === inputField && content instanceof Uint8Array && nameOf(content) === name,
      );
      graph[index] = [inputField, valueInfo(name, type, dims)];
    },
  });
  return graph;
}

function nameOf(valueInfoBytes: Uint8Array): string {
  const name = decode(valueInfoBytes).find(([number]) => number === 1);
  return new TextDecoder().decode(name?.[1] as Uint8Array);
}

function valueInfo(name: string, type: ElementType, dims: Dims): Message {
  const shape = dims.map((length): Field => [1, [typeof length === 'number' ? [1, length] : [2, length]]]);
  const tensorType: Message = [
    [1, elementTypes[type]],
    [2, shape],
  ];
  return [
    [1, name],
    [2, [[1, tensorType]]],
  ];
}

/** The fields of a message of varints and length-delimited contents. */
function decode(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const length = varint();
    if (tag % 8 === 0) fields.push([number, length]);
    else {
      fields.push([number, bytes.subarray(at, at + length)]);
      at += length;
    }
  }
  return fields;
}
