import { type ElementType, elementTypes } from './elementTypes.ts';
import {
  axisFields,
  graphFields,
  modelFields,
  nodeFields,
  shapeFields,
  tensorTypeFields,
  typeFields,
  valueFields,
} from './encodeModel.ts';
import { type Field, readFields, texts, wholeNumbers } from './readFields.ts';

export interface ReadNode {
  readonly operator: string;
  /** '' stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The fields of its NodeProto. */
  readonly fields: readonly Field[];
}

/** A network as its file says it, to be taken apart: weights and nodes stay bytes of the file. */
export interface ReadGraph {
  /** Each after those whose outputs it reads. */
  readonly nodes: readonly ReadNode[];
  readonly initializers: ReadonlyMap<string, Field>;
  /** Without those that have an initial value. */
  readonly inputs: ReadonlyMap<string, Field>;
  readonly outputs: readonly string[];
  /** What the model says beside its graph: versions. */
  readonly model: readonly Field[];
}

const nameFields = { tensor: 8, value: 1 };

export function readGraph(bytes: Uint8Array): ReadGraph {
  const model = readFields(bytes);
  const graph = model.find(({ number }) => number === modelFields.graph);
  const fields = readFields(graph?.content ?? new Uint8Array());
  const named = (number: number, name: number) =>
    new Map(
      fields
        .filter((field) => field.number === number)
        .map((field) => [texts(readFields(field.content), name)[0] ?? '', field]),
    );
  const initializers = named(graphFields.initializer, nameFields.tensor);
  const inputs = named(graphFields.input, nameFields.value);
  return {
    nodes: fields.filter(({ number }) => number === graphFields.node).map(({ content }) => readNode(content)),
    initializers,
    inputs: new Map([...inputs].filter(([name]) => !initializers.has(name))),
    outputs: [...named(graphFields.output, nameFields.value).keys()],
    model: model.filter((field) => field !== graph),
  };
}

function readNode(content: Uint8Array): ReadNode {
  const fields = readFields(content);
  const [operator = ''] = texts(fields, nodeFields.operator);
  return { operator, inputs: texts(fields, nodeFields.input), outputs: texts(fields, nodeFields.output), fields };
}

/** The type of the numbers of an input. */
export function inputType(graph: ReadGraph, name: string): ElementType {
  const [code] = wholeNumbers(tensorTypeOf(graph, name), tensorTypeFields.element);
  const found = Object.entries(elementTypes).find(([, number]) => number === code);
  return (found?.[0] as ElementType | undefined) ?? 'float32';
}

/** The lengths of the axes of an input; undefined for one that varies. */
export function inputShape(graph: ReadGraph, name: string): readonly (number | undefined)[] {
  return fieldWithin(tensorTypeOf(graph, name), tensorTypeFields.shape)
    .filter(({ number }) => number === shapeFields.axis)
    .map(({ content }) => wholeNumbers(readFields(content), axisFields.length)[0]);
}

function tensorTypeOf({ inputs }: ReadGraph, name: string): readonly Field[] {
  const value = readFields(inputs.get(name)?.content ?? new Uint8Array());
  return fieldWithin(fieldWithin(value, valueFields.type), typeFields.tensor);
}

function fieldWithin(fields: readonly Field[], number: number): Field[] {
  return readFields(fields.find((field) => field.number === number)?.content ?? new Uint8Array());
}

const attributeFields = { name: 1, tensor: 5, wholes: 8 };
const lengthsOfTensor = 1;

/** A list of whole numbers among the attributes of a node; undefined where it has none of this name. */
export function wholesAttribute(node: ReadNode, name: string): readonly number[] | undefined {
  const found = attribute(node, name);
  return found && wholeNumbers(found, attributeFields.wholes);
}

/** The lengths of a constant tensor: a weight, or what a Constant node gives. */
export function constantShape({ initializers, nodes }: ReadGraph, name: string): readonly number[] | undefined {
  const weight = initializers.get(name);
  if (weight) return wholeNumbers(readFields(weight.content), lengthsOfTensor);
  const node = nodes.find(({ operator, outputs }) => operator === 'Constant' && outputs[0] === name);
  const value = node && attribute(node, 'value')?.find(({ number }) => number === attributeFields.tensor);
  return value && wholeNumbers(readFields(value.content), lengthsOfTensor);
}

function attribute({ fields }: ReadNode, name: string): readonly Field[] | undefined {
  return fields
    .filter(({ number }) => number === nodeFields.attribute)
    .map(({ content }) => readFields(content))
    .find((parts) => texts(parts, attributeFields.name)[0] === name);
}
