import { readFileSync, writeFileSync } from 'node:fs';
import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { ElementType } from '../onnx/elementTypes.ts';
import { graphFields, writeNode, writeValueInfo } from '../onnx/encodeModel.ts';
import { type Content, messageField, messageOf } from '../onnx/protobuf.ts';
import { readFields } from '../onnx/readFields.ts';

type Dims = readonly (number | string)[];

/** The changes that other exporters make to a graph. */
export interface GraphChanges {
  addInput(name: string, type: ElementType, dims: Dims): void;
  addOutput(name: string, type: ElementType, dims: Dims): void;
  addNode(operation: string, inputs: readonly string[], output: string): void;
  /** Declares an input that is there with other axes. */
  declareInput(name: string, type: ElementType, dims: Dims): void;
}

const [graphOfModel, nameOfValue] = [7, 1];

/** Rewrites a network file as if another exporter had made it. */
export function changeNetwork(file: string, change: (graph: GraphChanges) => void): void {
  const changed = messageOf((model) => {
    for (const { number, whole, content } of readFields(readFileSync(file))) {
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
  for (const field of readFields(content)) {
    if (field.number !== graphFields.input || !replaced.has(nameOf(field.content))) graph.raw(field.whole);
  }
  for (const write of added) write(graph);
}

function nameOf(valueInfo: Uint8Array): string {
  const name = readFields(valueInfo).find(({ number }) => number === nameOfValue);
  return new TextDecoder().decode(name?.content);
}
