import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';

/**
 * A JSON file of a model folder, checked.
 * @throws ArcspaceError naming the file, and the key where one is at fault.
 */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const text = await readFile(file, 'utf8').catch((thrown) => {
    throw unreadable(file, thrown);
  });
  const parsed = schema.safeParse(parse(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw broken(file, `${issue?.path.join('.') || 'the whole file'}: ${issue?.message}`);
}

/** The same where the file may be missing. */
export async function readOptionalJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | undefined> {
  return readJson(file, schema).catch((thrown) => {
    if (thrown instanceof ArcspaceError && thrown.code === 'missing-model-file') return undefined;
    throw thrown;
  });
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw broken(file, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function broken(file: string, detail: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `${basename(file)} is not what it should be: ${detail}`,
    'Copy the model folder again, or fix the file by hand.',
    { file },
  );
}

/** Why a file of a model folder cannot be read. */
export function unreadable(file: string, thrown: unknown): ArcspaceError {
  if (thrown instanceof Error && 'code' in thrown && thrown.code !== 'ENOENT') {
    return new ArcspaceError(
      'unreadable-file',
      `${basename(file)} cannot be read: ${thrown.message}`,
      'Check the permissions of the model folder.',
      { file },
    );
  }
  return new ArcspaceError(
    'missing-model-file',
    `${basename(file)} is not there.`,
    'Copy the whole model folder again, this file included.',
    { file },
  );
}
