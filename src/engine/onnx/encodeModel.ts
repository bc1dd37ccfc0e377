import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import { elementTypes } from './elementTypes.ts';
import type { Attribute, ExternalContent, Initializer, OnnxNode, OnnxPart, OnnxValueInfo } from './onnxModel.ts';
import { bytesField, floatField, messageField, messageOf, textField, wholeField } from './protobuf.ts';

/** Numbers of fields and values in onnx.proto3. */
const intermediateVersion = 10;
export const modelFields = { version: 1, producer: 2, graph: 7, operatorSet: 8 };
const operatorSetFields = { domain: 1, version: 2 };
/** Of GraphProto. */
export const graphFields = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
export const nodeFields = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 };
const attributeFields = { name: 1, float: 2, whole: 3, text: 4, wholes: 8, type: 20 };
const attributeTypes = { float: 1, whole: 2, text: 3, wholes: 7 };
const tensorFields = { length: 1, type: 2, name: 8, raw: 9, external: 13, location: 14 };
const externalLocation = 1;
const entryFields = { key: 1, value: 2 };
export const valueFields = { name: 1, type: 2 };
export const typeFields = { tensor: 1 };
export const tensorTypeFields = { element: 1, shape: 2 };
export const shapeFields = { axis: 1 };
export const axisFields = { length: 1, name: 2 };

/** The bytes of a ModelProto. */
export function encodeModel(model: OnnxPart): Uint8Array {
  return messageOf((writer) => {
    wholeField(writer, modelFields.version, intermediateVersion);
    textField(writer, modelFields.producer, 'Arcspace');
    messageField(writer, modelFields.graph, (graph) => writeGraph(graph, model));
    for (const [domain, version] of model.operatorSets) {
      messageField(writer, modelFields.operatorSet, (set) => {
        textField(set, operatorSetFields.domain, domain);
        wholeField(set, operatorSetFields.version, version);
      });
    }
  });
}

function writeGraph(writer: BinaryWriter, model: OnnxPart): void {
  for (const node of model.nodes) messageField(writer, graphFields.node, (field) => writeNode(field, node));
  textField(writer, graphFields.name, 'network');
  for (const tensor of model.initializers)
    messageField(writer, graphFields.initializer, (field) => writeTensor(field, tensor));
  for (const value of model.inputs) messageField(writer, graphFields.input, (field) => writeValueInfo(field, value));
  for (const value of model.outputs) messageField(writer, graphFields.output, (field) => writeValueInfo(field, value));
}

/** The fields of a NodeProto. */
export function writeNode(writer: BinaryWriter, node: OnnxNode): void {
  for (const input of node.inputs) textField(writer, nodeFields.input, input);
  for (const output of node.outputs) textField(writer, nodeFields.output, output);
  textField(writer, nodeFields.name, node.outputs[0] ?? '');
  textField(writer, nodeFields.operator, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    messageField(writer, nodeFields.attribute, (field) => writeAttribute(field, name, attribute));
  }
  textField(writer, nodeFields.domain, node.domain);
}

function writeAttribute(writer: BinaryWriter, name: string, attribute: Attribute): void {
  textField(writer, attributeFields.name, name);
  wholeField(writer, attributeFields.type, attributeTypes[writeAttributeValue(writer, attribute)]);
}

function writeAttributeValue(writer: BinaryWriter, attribute: Attribute): keyof typeof attributeTypes {
  if (typeof attribute === 'number') {
    wholeField(writer, attributeFields.whole, attribute);
    return 'whole';
  }
  if (typeof attribute === 'string') {
    textField(writer, attributeFields.text, attribute);
    return 'text';
  }
  if ('float' in attribute) {
    floatField(writer, attributeFields.float, attribute.float);
    return 'float';
  }
  for (const value of attribute) wholeField(writer, attributeFields.wholes, value);
  return 'wholes';
}

function writeTensor(writer: BinaryWriter, { name, type, shape, content }: Initializer): void {
  for (const length of shape) wholeField(writer, tensorFields.length, length);
  wholeField(writer, tensorFields.type, elementTypes[type]);
  textField(writer, tensorFields.name, name);
  if (content instanceof Uint8Array) bytesField(writer, tensorFields.raw, content);
  else writeExternal(writer, content);
}

function writeExternal(writer: BinaryWriter, { location, offset, bytes }: ExternalContent): void {
  for (const [key, value] of Object.entries({ location, offset, length: bytes })) {
    messageField(writer, tensorFields.external, (entry) => {
      textField(entry, entryFields.key, key);
      textField(entry, entryFields.value, String(value));
    });
  }
  wholeField(writer, tensorFields.location, externalLocation);
}

/** The fields of a ValueInfoProto. */
export function writeValueInfo(writer: BinaryWriter, value: OnnxPart['outputs'][number]): void {
  textField(writer, valueFields.name, value.name);
  if ('type' in value) writeType(writer, value);
}

function writeType(writer: BinaryWriter, { type, shape }: OnnxValueInfo): void {
  messageField(writer, valueFields.type, (typeField) => {
    messageField(typeField, typeFields.tensor, (tensor) => {
      wholeField(tensor, tensorTypeFields.element, elementTypes[type]);
      messageField(tensor, tensorTypeFields.shape, (axes) => {
        for (const axis of shape) messageField(axes, shapeFields.axis, (field) => writeAxis(field, axis));
      });
    });
  });
}

function writeAxis(writer: BinaryWriter, axis: number | string): void {
  if (typeof axis === 'number') wholeField(writer, axisFields.length, axis);
  else textField(writer, axisFields.name, axis);
}
