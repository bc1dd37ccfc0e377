import { ArcspaceError } from '../problem.ts';
import type { FoundParameter } from './findParameter.ts';

/**
 * A value as it was written: as it stands where the schema takes text, else as JSON (7, true, [1, 2]).
 * @throws ArcspaceError `usage` when the schema does not take it.
 */
export function readValue(found: FoundParameter, text: string): unknown {
  const asText = found.schema.safeParse(text);
  if (asText.success) return text;
  return checkValue(found, parseJson(text) ?? text, text);
}

/**
 * A value that the schema takes.
 * @param shown how the message writes it.
 * @throws ArcspaceError `usage` when it does not.
 */
export function checkValue({ node, parameter, schema }: FoundParameter, value: unknown, shown: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return value;
  const reason = parsed.error.issues[0]?.message.replace(/^Invalid input: /, '') ?? 'it does not fit';
  throw new ArcspaceError(
    'usage',
    `${node.id}.${parameter} cannot be "${shown}": ${reason}.`,
    `The command "arcspace nodes ${node.type}" lists the allowed values.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
