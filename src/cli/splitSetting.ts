import { ArcspaceError } from '../graph/problem.ts';

/**
 * "node.parameter=value" as name and value.
 * @param value what stands behind the equals sign, for the message.
 * @throws ArcspaceError `usage` when one of them is not there.
 */
export function splitSetting(setting: string, option: string, value: string): [name: string, value: string] {
  const equals = setting.indexOf('=');
  if (equals >= 1) return [setting.slice(0, equals), setting.slice(equals + 1)];
  throw new ArcspaceError(
    'usage',
    `${option} "${setting}" has no name or no value.`,
    `Write it as ${option} node.parameter=${value}.`,
  );
}
