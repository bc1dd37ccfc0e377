import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';

/** A config.json as JSON.parse gave it. */
export type Config = Readonly<Record<string, unknown>>;

/** A key that Arcspace builds with one value only, which is also the default of diffusers. */
export function only<T extends string | number | boolean | null>(value: T) {
  return z.literal(value).default(value as never);
}

/** A key that may be null or missing. */
export const absent = z.null().optional();

/**
 * @param part what the configuration is of: "UNet".
 * @throws ArcspaceError naming key and value for a network that is not built here.
 */
export function readConfig<Schema extends z.ZodType>(schema: Schema, config: Config, part: string): z.infer<Schema> {
  const parsed = schema.safeParse(config);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : String(issue?.path[0]);
  throw unsupportedConfig(part, String(key), config);
}

/** A key whose value does not go with the others, or belongs to a network that is not built here. */
export function unsupportedConfig(part: string, key: string, config: Config): ArcspaceError {
  const said = key in config ? `has "${key}": ${JSON.stringify(config[key])}` : `lacks "${key}"`;
  return new ArcspaceError(
    'unsupported-model',
    `The configuration of the ${part} ${said}, and Arcspace builds no such network.`,
    `Choose another model, or one that was exported as ONNX. If config.json is not that of these weights, put the right one in its place.`,
  );
}
