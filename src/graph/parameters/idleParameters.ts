import type { z } from 'zod';
import { isAmong } from '../conditions.ts';
import type { Condition, ParameterMeta } from '../defineNode.ts';
import { portLabel, words } from '../labels.ts';
import type { NodeEntry } from '../registry.ts';

/** What keeps a parameter from having an effect: the value of another, or a wire that decides instead or is missing. */
export type Obstacle =
  | { readonly parameter: string; readonly value: unknown }
  | { readonly input: string; readonly isWired: boolean };

interface Names {
  has(name: string): boolean;
}

interface Rule extends Pick<ParameterMeta, 'hiddenByWire' | 'label' | 'choices'> {
  /** Any of these is enough; none where it always has an effect. */
  readonly needs: readonly Condition[];
  readonly fallback: unknown;
}

const known = new WeakMap<NodeEntry, ReadonlyMap<string, Rule>>();

function rulesOf(entry: NodeEntry): ReadonlyMap<string, Rule> {
  const found = known.get(entry);
  if (found) return found;
  const shape: Readonly<Record<string, z.ZodType>> = entry.parameters.shape;
  const rules = new Map(Object.entries(shape).map(([name, schema]) => [name, ruleOf(schema)]));
  known.set(entry, rules);
  return rules;
}

function ruleOf(schema: z.ZodType): Rule {
  const { shownWhen = [], ...meta } = schema.meta() ?? {};
  return { ...meta, needs: [shownWhen].flat(), fallback: schema.safeParse(undefined).data };
}

/**
 * The parameters of a node that have no effect, given what the others are, each with what keeps it from one. Nothing follows
 * from the value of one that has none itself. One that a wire drives may be anything.
 * @param wired the inputs that have a wire.
 */
export function idleParameters(
  entry: NodeEntry,
  values: Readonly<Record<string, unknown>>,
  wired: Names,
): ReadonlyMap<string, Obstacle> {
  const rules = rulesOf(entry);
  const seen = new Map<string, Obstacle | undefined>();

  const obstacleIn = (condition: Condition): Obstacle | undefined => {
    for (const [name, wanted] of Object.entries(condition)) {
      if (wired.has(name)) continue;
      const rule = rules.get(name);
      if (!rule) return { input: name, isWired: false };
      const value = Object.hasOwn(values, name) ? values[name] : rule.fallback;
      const obstacle = obstacleOf(name, rule) ?? (isAmong(wanted, value) ? undefined : { parameter: name, value });
      if (obstacle) return obstacle;
    }
    return undefined;
  };
  const obstacleOf = (name: string, rule: Rule): Obstacle | undefined => {
    if (!seen.has(name)) seen.set(name, findObstacle(rule));
    return seen.get(name);
  };
  const findObstacle = ({ hiddenByWire: input, needs }: Rule): Obstacle | undefined => {
    if (input !== undefined && wired.has(input)) return { input, isWired: true };
    const obstacles = needs.map(obstacleIn);
    return obstacles.includes(undefined) ? undefined : obstacles[0];
  };

  const idle = new Map<string, Obstacle>();
  for (const [name, rule] of rules) {
    const obstacle = obstacleOf(name, rule);
    if (obstacle) idle.set(name, obstacle);
  }
  return idle;
}

/** A sentence for people: "No effect while Sampler is DPM++ 2M." */
export function obstacleWords(entry: NodeEntry, obstacle: Obstacle): string {
  if ('parameter' in obstacle) {
    const rule = rulesOf(entry).get(obstacle.parameter);
    return `No effect while ${rule?.label ?? words(obstacle.parameter)} is ${valueWords(obstacle.value, rule?.choices)}.`;
  }
  const port = portLabel(obstacle.input);
  return obstacle.isWired ? `No effect: the wire into ${port} decides.` : `No effect without a wire into ${port}.`;
}

function valueWords(value: unknown, choices: Rule['choices'] = {}): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : 'given';
  if (typeof value !== 'string') return String(value);
  if (value === '') return 'empty';
  return (Object.hasOwn(choices, value) ? choices[value] : undefined) ?? value.replaceAll('_', ' ');
}
