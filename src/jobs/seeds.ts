import { plan } from '../graph/plan.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import type { SeedMode } from './job.ts';

/** A seed that each of several runs may have for itself. */
export interface Seed {
  readonly node: string;
  readonly parameter: string;
  readonly value: number;
  /** From it to the next: more than 1 where a node uses several in a row. */
  readonly advance: number;
}

export function seedName({ node, parameter }: Pick<Seed, 'node' | 'parameter'>): string {
  return `${node}.${parameter}`;
}

/** The seeds that pictures start from in a run to these nodes, where no wire decides instead: those declared `perRun`. */
export function seedsOf(workflow: Workflow, registry: NodeRegistry, targets: readonly string[]): Seed[] {
  const own = new Set(workflow.nodes.map(({ id }) => id));
  return plan(workflow, registry, targets).nodes.flatMap(({ id, definition, parameters, inputs }) =>
    Object.entries(definition.parameters.shape).flatMap(([parameter, schema]) => {
      const perRun = schema.meta()?.perRun;
      const value = parameters[parameter];
      if (perRun === undefined || typeof value !== 'number' || inputs.has(parameter) || !own.has(id)) return [];
      return [{ node: id, parameter, value, advance: perRun === 'next' ? 1 : Number(parameters[perRun.after]) }];
    }),
  );
}

/**
 * The values of the seeds of a run.
 * @param index of the run among those that are asked for together, from 0
 * @param random a whole number from 0 to 2^32 - 1
 */
export function seedsOfRun(
  seeds: readonly Seed[],
  mode: SeedMode,
  index: number,
  random: () => number,
): Record<string, number> {
  if (mode === 'fixed') return {};
  const value = (seed: Seed): number => (mode === 'random' ? random() : later(seed, index));
  return Object.fromEntries(seeds.map((seed) => [seedName(seed), value(seed)]));
}

/** So many runs on, around at the largest. */
function later({ value, advance }: Seed, runs: number): number {
  const sum = value + advance * runs;
  return Number.isSafeInteger(sum) ? sum : 0;
}

/** The seeds as overrides of a job leave them. */
export function withOverrides(seeds: readonly Seed[], overrides: Readonly<Record<string, unknown>>): Seed[] {
  return seeds.map((seed) => {
    const value = overrides[seedName(seed)];
    return typeof value === 'number' ? { ...seed, value } : seed;
  });
}
