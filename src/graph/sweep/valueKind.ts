import { z } from 'zod';
import { type FileKind, fileKinds } from '../defineNode.ts';
import type { FoundParameter } from '../parameters/findParameter.ts';

/** How values of a parameter are written. */
export type ValueKind = 'number' | 'integer' | 'choice' | 'name' | 'prose' | 'other';

interface DeclaredValue {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly control?: string;
}

function declared({ schema }: FoundParameter): DeclaredValue {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as DeclaredValue;
}

/** A text that says what it names is a name; others may be whole sentences. */
export function valueKindOf(found: FoundParameter): ValueKind {
  const { type, enum: choices, control } = declared(found);
  if (choices || type === 'boolean') return 'choice';
  if (type === 'number' || type === 'integer') return type;
  if (type !== 'string') return 'other';
  return control === undefined || control === 'multiline' ? 'prose' : 'name';
}

/** What a parameter names; undefined for one that is no path. */
export function fileKindOf(found: FoundParameter): FileKind | undefined {
  const { control } = declared(found);
  return fileKinds.find((kind) => kind === control);
}

/** Everything that a choice may be. */
export function choicesOf(found: FoundParameter): readonly unknown[] {
  return declared(found).enum ?? [true, false];
}
