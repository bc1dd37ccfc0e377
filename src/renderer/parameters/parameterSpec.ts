import { z } from 'zod';
import { type CurveTiming, type FileKind, fileKinds, type Painting, type Weighing } from '../../graph/defineNode.ts';
import { words } from '../../graph/labels.ts';
import type { NodeEntry } from '../../graph/registry.ts';

/** A parameter as the canvas shows it, read from its schema. */
export interface ParameterSpec {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly kind: 'number' | 'toggle' | 'select' | 'text' | 'multiline' | 'list' | 'curve' | 'painting' | 'other';
  /** Read as Markdown, and edited as it is written. */
  readonly isMarkdown: boolean;
  readonly fallback: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  /** How small and how large each number of a list may be. */
  readonly each?: { readonly minimum?: number; readonly maximum?: number };
  readonly integer: boolean;
  /** Of scrubbing. */
  readonly step: number;
  /** What it names where it is a path. */
  readonly file: FileKind | undefined;
  /** Drawn as a bar. */
  readonly slider: boolean;
  /** Where that bar begins and ends: at the bounds, or around what is useful. */
  readonly span: readonly [from: number, to: number];
  readonly unit: string;
  readonly options: readonly string[];
  /** Words for options. */
  readonly choices: Readonly<Record<string, string>>;
  /** Sentences about options. */
  readonly about: Readonly<Record<string, string>>;
  /** Word for 0 where it means something of its own. */
  readonly zero: string;
  /** The parameter that goes up where this one goes right, on a pad. */
  readonly padWith: string | undefined;
  /** What it has one weight each for, where it is a list of those. */
  readonly weighs: Weighing | undefined;
  /** Where it is a curve: which parameters say how long it is and what its times count. */
  readonly keyFrames: CurveTiming | undefined;
  /** Where it is strokes: what the brush leaves, and over what it paints. */
  readonly painting: Painting | undefined;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly control?: string;
  readonly format?: string;
  readonly unit?: string;
  readonly span?: readonly [number, number];
  readonly step?: number;
  readonly label?: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly about?: Readonly<Record<string, string>>;
  readonly zero?: string;
  readonly padWith?: string;
  readonly weighs?: Weighing;
  readonly keyFrames?: CurveTiming;
  readonly painting?: Painting;
}

function kindOf(schema: Schema): ParameterSpec['kind'] {
  if (schema.control === 'curve' || schema.control === 'painting') return schema.control;
  if (schema.enum) return 'select';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'boolean') return 'toggle';
  if (schema.type === 'string') return schema.control === 'multiline' ? 'multiline' : 'text';
  if (schema.type === 'array' && (schema.items?.type === 'number' || schema.items?.type === 'integer')) return 'list';
  return 'other';
}

/** JSON Schema bounds every integer by what is safe; such bounds say nothing about the parameter. */
function meaningful(bound: number | undefined): number | undefined {
  return bound !== undefined && Math.abs(bound) < 2 ** 31 - 1 ? bound : undefined;
}

function boundsOf({ minimum, maximum }: Schema): NonNullable<ParameterSpec['each']> {
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

function specOf(name: string, schema: Schema): ParameterSpec {
  const minimum = schema.minimum ?? schema.exclusiveMinimum;
  const maximum = schema.maximum ?? schema.exclusiveMaximum;
  const integer = schema.type === 'integer';
  const bounded = meaningful(minimum) !== undefined && meaningful(maximum) !== undefined;
  const narrow = bounded && (maximum ?? 0) - (minimum ?? 0) <= (integer ? 200 : 100);
  return {
    name,
    label: schema.label ?? words(name),
    description: schema.description ?? '',
    kind: kindOf(schema),
    isMarkdown: schema.control === 'multiline' && schema.format === 'markdown',
    fallback: schema.default,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(schema.items ? { each: boundsOf(schema.items) } : {}),
    integer,
    step: schema.step ?? (integer ? 1 : 0.01),
    file: fileKinds.find((kind) => kind === schema.control),
    slider: schema.control === 'slider' ? bounded : schema.control !== 'seed' && narrow,
    span: schema.span ?? [minimum ?? 0, maximum ?? 1],
    unit: schema.unit ?? '',
    options: (schema.enum ?? []).map(String),
    choices: schema.choices ?? {},
    about: schema.about ?? {},
    zero: schema.zero ?? '',
    padWith: schema.padWith,
    weighs: schema.weighs,
    keyFrames: schema.keyFrames,
    painting: schema.painting,
  };
}

/** An option as people read it. Options may come from files: own keys only. */
export function choiceWords(choices: ParameterSpec['choices'], option: string): string {
  return (Object.hasOwn(choices, option) ? choices[option] : undefined) ?? option.replaceAll('_', ' ');
}

/** The sentence about an option; empty where there is none. */
export function choiceAbout({ about }: Pick<ParameterSpec, 'about'>, option: unknown): string {
  const name = String(option);
  return (Object.hasOwn(about, name) ? about[name] : undefined) ?? '';
}

const known = new WeakMap<NodeEntry, readonly ParameterSpec[]>();

/** The parameters of a kind of node in the order of their declaration, hidden ones left out. */
export function parameterSpecs(entry: NodeEntry): readonly ParameterSpec[] {
  const found = known.get(entry);
  if (found) return found;
  const schema = z.toJSONSchema(entry.parameters, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const specs = properties.filter(([, each]) => each.control !== 'hidden').map(([name, each]) => specOf(name, each));
  known.set(entry, specs);
  return specs;
}

/** The value that the node holds, or the one that it falls back to. */
export function parameterValue(spec: ParameterSpec, parameters: Readonly<Record<string, unknown>>): unknown {
  return Object.hasOwn(parameters, spec.name) ? parameters[spec.name] : spec.fallback;
}
