import type { Precision } from '../../protocol/types.ts';
import type { FileWindow } from './fileWindow.ts';
import { type FieldAt, protobufFields } from './protobufFields.ts';

/** An input or output as a network declares it. */
export interface DeclaredValue {
  readonly name: string;
  /** Lengths of its axes; one that varies has a name, or none. */
  readonly shape: readonly (number | string)[];
}

/** What a network declares, by name. Whatever has a type other than a tensor is left out. */
export interface NetworkSignature {
  readonly inputs: ReadonlyMap<string, DeclaredValue>;
  readonly outputs: ReadonlyMap<string, DeclaredValue>;
  /** How most of its weights are stored; undefined where the frame of the file does not say. */
  readonly precision: Precision | undefined;
}

/** Numbers of fields in onnx.proto3. */
const valueFields = { name: 1, type: 2 };
const typeFields = { tensor: 1 };
const tensorTypeFields = { shape: 2 };
const shapeFields = { dimension: 1 };
const dimensionFields = { value: 1, parameter: 2 };

/** A ValueInfoProto of the file ; undefined for what is no tensor. */
export async function declaredValue(file: FileWindow, at: FieldAt): Promise<DeclaredValue | undefined> {
  const parts = await fieldsOf(file, at);
  const name = parts.find(({ number }) => number === valueFields.name);
  const type = parts.find(({ number }) => number === valueFields.type);
  const tensor = type && (await fieldsOf(file, type)).find(({ number }) => number === typeFields.tensor);
  if (!name || !tensor) return undefined;
  const shape = (await fieldsOf(file, tensor)).find(({ number }) => number === tensorTypeFields.shape);
  const dimensions = shape ? await fieldsOf(file, shape) : [];
  const axes: (number | string)[] = [];
  for (const dimension of dimensions) {
    if (dimension.number === shapeFields.dimension) axes.push(await axisLength(file, dimension));
  }
  return { name: await textOf(file, name), shape: axes };
}

async function axisLength(file: FileWindow, dimension: FieldAt): Promise<number | string> {
  const [given] = await fieldsOf(file, dimension);
  if (given?.number === dimensionFields.value) return given.value;
  return given?.number === dimensionFields.parameter ? textOf(file, given) : '';
}

async function fieldsOf(file: FileWindow, { start, end }: FieldAt): Promise<FieldAt[]> {
  const fields: FieldAt[] = [];
  for await (const field of protobufFields(file, start, end)) fields.push(field);
  return fields;
}

/** A stretch of the file as text. */
export async function textOf(file: FileWindow, { start, end }: Pick<FieldAt, 'start' | 'end'>): Promise<string> {
  return new TextDecoder().decode(await file.read(start, end - start));
}
