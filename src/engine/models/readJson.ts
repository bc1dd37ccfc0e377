import { basename } from 'node:path';
import type { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { readTextFile } from '../files/readTextFile.ts';

/**
 * A JSON file of a model folder, checked.
 * @throws ArcspaceError naming the file, and the key where one is at fault.
 */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(parse(await readModelText(file), file));
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

/** A text file of a model folder. @throws ArcspaceError `missing-model-file` or `broken-model`. */
export async function readModelText(file: string): Promise<string> {
  return readTextFile(file, { shown: basename(file) }).catch((thrown) => {
    throw thrown instanceof ArcspaceError ? unreadable(file, thrown) : thrown;
  });
}

function unreadable(file: string, { code, message, remedy }: ArcspaceError): ArcspaceError {
  if (code !== 'missing-file') return new ArcspaceError('broken-model', message, remedy, { file });
  return new ArcspaceError(
    'missing-model-file',
    `${basename(file)} is not there.`,
    'Copy the whole model folder again, this file included.',
    { file },
  );
}
