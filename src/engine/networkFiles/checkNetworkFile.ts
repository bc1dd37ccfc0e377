import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { Precision } from '../../protocol/types.ts';
import type { FileWindow } from './fileWindow.ts';
import { brokenFile, cutFile } from './modelFileErrors.ts';
import { type DeclaredValue, declaredValue, type NetworkSignature, textOf } from './networkSignature.ts';
import { type FieldAt, NotProtobuf, protobufFields } from './protobufFields.ts';
import { mostBytes, storedPrecision } from './weightPrecision.ts';
import { withModelFile } from './withModelFile.ts';

/** Numbers of fields in onnx.proto3. */
const modelFields = { graph: 7, opset: 8 };
const graphFields = { initializer: 5, input: 11, output: 12 };
const tensorFields = { dataType: 2, name: 8, externalData: 13 };
/** Fields of a tensor that hold its numbers, raw or by type. */
const numberFields = [4, 5, 7, 9, 10, 11];
const entryFields = { key: 1, value: 2 };

/** What the frame of a network file says. */
interface Frame {
  /** Bytes that it needs of other files, by their names beside it. */
  readonly weights: Map<string, number>;
  /** Older exports list weights among the inputs. */
  readonly initializers: Set<string>;
  readonly inputs: Map<string, DeclaredValue>;
  readonly outputs: Map<string, DeclaredValue>;
  /** Bytes of weights by how they are stored. */
  readonly stored: Map<Precision, number>;
}

/**
 * Looks whether a network file is whole, and the files with its weights too, without opening the network: only the frame of
 * the file is read. What ONNX Runtime thinks of the content shows when the network is needed.
 * @returns what it declares to read and to say.
 * @throws ArcspaceError naming the file.
 */
export async function checkNetworkFile(file: string): Promise<NetworkSignature> {
  const { weights, initializers, inputs, outputs, stored } = await withModelFile(file, (window) =>
    frameOf(window, file),
  );
  for (const [name, bytes] of weights) {
    if (leadsOutside(name)) throw brokenFile(file, `keeps its weights outside its folder, in ${name}.`, exportAgain);
    const beside = join(dirname(file), name);
    await withModelFile(beside, async ({ size }) => {
      if (size < bytes) throw cutFile(beside, bytes, size);
    });
  }
  const read = new Map([...inputs].filter(([name]) => !initializers.has(name)));
  return { inputs: read, outputs, precision: mostBytes(stored) };
}

const exportAgain = 'Export the model again, with its weights beside each network.';

function leadsOutside(name: string): boolean {
  return isAbsolute(name) || normalize(name).startsWith('..');
}

async function frameOf(window: FileWindow, file: string): Promise<Frame> {
  const frame: Frame = {
    weights: new Map(),
    initializers: new Set(),
    inputs: new Map(),
    outputs: new Map(),
    stored: new Map(),
  };
  const found = new Set<number>();
  try {
    for await (const field of protobufFields(window, 0, window.size)) {
      found.add(field.number);
      if (field.end > window.size)
        throw found.has(modelFields.graph) ? cutFile(file, field.end, window.size) : notOnnx(file);
      if (field.number === modelFields.graph) await addGraph(window, field, frame);
    }
  } catch (thrown) {
    throw thrown instanceof NotProtobuf ? notOnnx(file) : thrown;
  }
  if (!found.has(modelFields.graph) || !found.has(modelFields.opset)) throw notOnnx(file);
  return frame;
}

function notOnnx(file: string) {
  return brokenFile(file, 'is not an ONNX network.', 'Copy or export this file again.');
}

async function addGraph(window: FileWindow, { start, end }: FieldAt, frame: Frame): Promise<void> {
  for await (const field of protobufFields(window, start, end)) {
    if (field.number === graphFields.initializer) await addTensor(window, field, frame);
    if (field.number === graphFields.input) await addValue(window, field, frame.inputs);
    if (field.number === graphFields.output) await addValue(window, field, frame.outputs);
  }
}

async function addValue(window: FileWindow, field: FieldAt, values: Map<string, DeclaredValue>): Promise<void> {
  const value = await declaredValue(window, field);
  if (value) values.set(value.name, value);
}

/** A tensor whose numbers are elsewhere says so in pairs of words: location, offset, length. */
async function addTensor(window: FileWindow, { start, end }: FieldAt, frame: Frame): Promise<void> {
  const words = new Map<string, string>();
  let [name, dataType, ownBytes] = ['', 0, 0];
  for await (const field of protobufFields(window, start, end)) {
    if (field.number === tensorFields.externalData) words.set(...(await pair(window, field)));
    if (field.number === tensorFields.name) name = await textOf(window, field);
    if (field.number === tensorFields.dataType) dataType = field.value;
    if (numberFields.includes(field.number)) ownBytes += field.end - field.start;
  }
  frame.initializers.add(name);
  const precision = storedPrecision(dataType, name);
  const size = ownBytes + Number(words.get('length') ?? 0);
  if (precision) frame.stored.set(precision, (frame.stored.get(precision) ?? 0) + size);
  const location = words.get('location');
  if (location === undefined) return;
  const bytes = Number(words.get('offset') ?? 0) + Number(words.get('length') ?? 0);
  frame.weights.set(location, Math.max(frame.weights.get(location) ?? 0, bytes));
}

async function pair(window: FileWindow, { start, end }: FieldAt): Promise<[string, string]> {
  const found: [string, string] = ['', ''];
  for await (const field of protobufFields(window, start, end)) {
    const content = () => textOf(window, field);
    if (field.number === entryFields.key) found[0] = await content();
    if (field.number === entryFields.value) found[1] = await content();
  }
  return found;
}
