import type { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { isLfsPointer, lfsPointer } from '../networkFiles/lfsPointer.ts';
import { brokenFile, emptyFile, modelFileError, nameInModel } from '../networkFiles/modelFileErrors.ts';
import { parsePythonJson } from './pythonJson.ts';

/**
 * A JSON file of a model folder, checked.
 * @throws ArcspaceError naming the file, and the key where one is at fault.
 */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(parse(await readModelText(file), file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue?.path.join('.');
  throw brokenFile(
    file,
    `${key ? `has a wrong value for ${key}` : 'has the wrong content'}: ${issue?.message}.`,
    remedy,
  );
}

/** The same where the file may be missing. */
export async function readOptionalJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | undefined> {
  return readJson(file, schema).catch((thrown) => {
    if (thrown instanceof ArcspaceError && thrown.code === 'missing-model-file') return undefined;
    throw thrown;
  });
}

/** A text file of a model folder. @throws ArcspaceError `missing-model-file` or `broken-model`. */
export async function readModelText(file: string): Promise<string> {
  const text = await readTextFile(file, { shown: nameInModel(file) }).catch(async (thrown) => {
    throw await modelFileError(file, thrown);
  });
  if (text.trim() === '') throw emptyFile(file);
  if (isLfsPointer(text)) throw lfsPointer(file);
  return text;
}

const remedy = 'Copy this file again, or correct it by hand.';

function parse(text: string, file: string): unknown {
  try {
    return parsePythonJson(text);
  } catch (thrown) {
    throw brokenFile(file, `is not valid JSON: ${thrown instanceof Error ? thrown.message : thrown}.`, remedy);
  }
}
