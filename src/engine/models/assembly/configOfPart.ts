import type { z } from 'zod';
import { problemFrom } from '../../../graph/problem.ts';
import { ordinal } from '../../checkpoints/singleFile/checkWantedPart.ts';
import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { TakenPart } from './takenPart.ts';

/** @throws ArcspaceError naming the file and the key at fault. */
export function configOfPart<S extends z.ZodType>(
  { config, files }: Pick<TakenPart, 'config' | 'files'>,
  part: string,
  schema: S,
): z.output<S> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  throw brokenFile(files[0]?.path ?? part, `has an unusual ${ordinal(part)}: ${problemFrom(parsed.error).message}.`);
}
