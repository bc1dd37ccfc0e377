import type { ElementType } from './elementTypes.ts';

/** A network as data: what onnx.proto3 says, as far as Arcspace writes it. */
export interface OnnxModel {
  /** Versions of the operator sets, by domain; the standard's own is ''. */
  readonly operatorSets: ReadonlyMap<string, number>;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

/** A part of a network: what it says need not be known before it is opened but for its names. */
export interface OnnxPart extends Omit<OnnxModel, 'outputs'> {
  readonly outputs: readonly (OnnxValueInfo | Pick<OnnxValueInfo, 'name'>)[];
}

export interface OnnxNode {
  readonly operator: string;
  readonly domain: string;
  /** '' stands for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  /** Computes in float32 in a network of half precision too. */
  readonly single?: true;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** A number is a whole one: floats say so, since 1 may be either. */
export type Attribute = number | readonly number[] | string | FloatAttribute;

export interface FloatAttribute {
  readonly float: number;
}

export function float(value: number): FloatAttribute {
  return { float: value };
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type: ElementType;
  /** An axis that varies has a name. */
  readonly shape: readonly (number | string)[];
}

/** A constant tensor, in the model or in a file beside it. */
export interface Initializer {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly content: Uint8Array | ExternalContent;
}

export interface ExternalContent {
  /** From the folder of the model, with slashes on every system. */
  readonly location: string;
  readonly offset: number;
  readonly bytes: number;
}
