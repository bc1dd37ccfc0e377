import { z } from 'zod';
import type { PartKind } from '../../graph/models/knownModel.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { type ParameterSpec, parameterSpecs } from './parameterSpec.ts';

export type Control =
  | 'number'
  | 'seed'
  | 'walk'
  | 'toggle'
  | 'segmented'
  | 'select'
  | 'text'
  | 'multiline'
  | 'list'
  | 'curve'
  | 'painting'
  | 'image_file'
  | 'image_folder'
  | 'film_file'
  | 'latents_file'
  | 'model'
  | PartKind
  | 'lora'
  | 'other';

/** A parameter as the inspector offers it. */
export interface ParameterField {
  readonly spec: ParameterSpec;
  readonly control: Control;
}

const fileControls: ReadonlySet<string> = new Set([
  'image_file',
  'image_folder',
  'film_file',
  'latents_file',
  'model',
  'denoiser',
  'vae',
  'text_encoder',
  'lora',
]);

/** Few and short options are all visible at once. */
function fitsSegments(options: readonly string[]): boolean {
  return options.length <= 3 && options.join('').length <= 26;
}

function controlOf(spec: ParameterSpec, wish: unknown): Control {
  if (spec.kind === 'select') return fitsSegments(spec.options) ? 'segmented' : 'select';
  if (spec.kind === 'number') return wish === 'seed' || wish === 'walk' ? wish : 'number';
  if (spec.kind === 'text' && typeof wish === 'string' && fileControls.has(wish)) return wish as Control;
  return spec.kind;
}

const known = new WeakMap<NodeEntry, readonly ParameterField[]>();

/** The parameters of a kind of node with the control that suits each, in the order of their declaration. */
export function parameterFields(entry: NodeEntry): readonly ParameterField[] {
  const found = known.get(entry);
  if (found) return found;
  const schema = z.toJSONSchema(entry.parameters, { io: 'input', unrepresentable: 'any' });
  const properties = (schema.properties ?? {}) as Record<string, { readonly control?: unknown }>;
  const fields = parameterSpecs(entry).map((spec) => ({
    spec,
    control: controlOf(spec, properties[spec.name]?.control),
  }));
  known.set(entry, fields);
  return fields;
}
