import { readFileSync, writeFileSync } from 'node:fs';
import { BinaryReader, type BinaryWriter } from '@bufbuild/protobuf/wire';
import type { ElementType } from '../onnx/elementTypes.ts';
import { graphFields, writeNode, writeValueInfo } from '../onnx/encodeModel.ts';
import { type Content, messageField, messageOf } from '../onnx/protobuf.ts';

type Dims = readonly (number | string)[];

/** The changes that other exporters make to a graph. */
export interface GraphChanges {
  addInput(name: string, type: ElementType, dims: Dims): void;
  addOutput(name: string, type: ElementType, dims: Dims): void;
  addNode(operation: string, inputs: readonly string[], output: string): void;
  /** Declares an input that is there with other axes. */
  declareInput(name: string, type: ElementType, dims: Dims): void;
}

/** A field of a message as its bytes: its number, the whole of it, and what a length-delimited one holds. */
interface Field {
  readonly number: number;
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

const [graphOfModel, nameOfValue, lengthDelimited] = [7, 1, 2];

/** Rewrites a network file as if another exporter had made it. */
export function changeNetwork(file: string, change: (graph: GraphChanges) => void): void {
  const changed = messageOf((model) => {
    for (const { number, whole, content } of fieldsOf(readFileSync(file))) {
      if (number === graphOfModel) messageField(model, number, (graph) => writeChanged(graph, content, change));
      else model.raw(whole);
    }
  });
  writeFileSync(file, changed);
}

function writeChanged(graph: BinaryWriter, content: Uint8Array, change: (graph: GraphChanges) => void): void {
  const added: Content[] = [];
  const replaced = new Set<string>();
  const add = (field: number, write: Content) => added.push((writer) => messageField(writer, field, write));
  const addInput: GraphChanges['addInput'] = (name, type, shape) =>
    add(graphFields.input, (field) => writeValueInfo(field, { name, type, shape }));
  change({
    addInput,
    addOutput: (name, type, shape) => add(graphFields.output, (field) => writeValueInfo(field, { name, type, shape })),
    addNode: (operator, inputs, output) =>
      add(graphFields.node, (field) =>
        writeNode(field, { operator, domain: '', inputs, outputs: [output], attributes: {} }),
      ),
    declareInput(name, type, dims) {
      replaced.add(name);
      addInput(name, type, dims);
    },
  });
  for (const field of fieldsOf(content)) {
    if (field.number !== graphFields.input || !replaced.has(nameOf(field.content))) graph.raw(field.whole);
  }
  for (const write of added) write(graph);
}

function nameOf(valueInfo: Uint8Array): string {
  const name = fieldsOf(valueInfo).find(({ number }) => number === nameOfValue);
  return new TextDecoder().decode(name?.content);
}

function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [number, wireType] = reader.tag();
    const content = wireType === lengthDelimited ? reader.bytes() : reader.skip(wireType, number);
    fields.push({ number, whole: bytes.subarray(start, reader.pos), content });
  }
  return fields;
}
