import type { z } from 'zod';
import { samplerById, samplers } from '../../../src/diffusion/samplers/index.ts';
import type { Sampler } from '../../../src/diffusion/samplers/sampler.ts';

/** The options of all samplers as parameters of a node, each in sight where its sampler is chosen. */
export const samplerOptions: z.ZodRawShape = Object.fromEntries(
  samplers.flatMap(({ options }) => Object.entries(options)).map(([name, schema]) => [name, parameter(name, schema)]),
);

function parameter(name: string, schema: Sampler['options'][string]): z.ZodType {
  const heeding = samplers.filter(({ options }) => Object.hasOwn(options, name)).map(({ id }) => id);
  const option = schema as z.ZodType;
  const meta = option.meta();
  const own = [meta?.shownWhen ?? {}].flat();
  return option.meta({ ...meta, shownWhen: own.map((condition) => ({ sampler: heeding, ...condition })) });
}

/** The options of one sampler among the parameters of a node. */
export function optionsOf(
  { options }: Sampler,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(options).map((name) => [name, parameters[name]]));
}

/** Of the sampler that the parameters of a node choose, with its options among them. */
export function samplerRevision(parameters: Readonly<Record<string, unknown>>): number {
  const sampler = samplerById(String(parameters.sampler));
  return sampler.revision(optionsOf(sampler, parameters));
}
