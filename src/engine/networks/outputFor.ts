import { ArcspaceError } from '../../graph/problem.ts';
import type { Session } from '../sessions/session.ts';
import type { Role } from './inputsByRole.ts';

/**
 * The name of the output that holds what is wanted: by its usual name, else the first of a fitting rank, else the only one.
 * Networks may have others, of any type; nobody reads those.
 * @throws ArcspaceError when none can be it.
 */
export function outputFor({ outputs, file }: Session, what: string, { names, ranks }: Role): string {
  const all = [...outputs.values()];
  const named = names.flatMap((name) => outputs.get(name) ?? []);
  const ranked = all.filter(({ type, shape }) => type.startsWith('float') && ranks.includes(shape.length));
  const [chosen] = [...named, ...ranked, ...(all.length === 1 ? all : [])];
  if (chosen) return chosen.name;
  throw new ArcspaceError(
    'unsupported-model',
    `The network has no output for ${what}. Its outputs are ${[...outputs.keys()].join(', ')}.`,
    'Put each network of the model into its own subfolder, or export this one again.',
    { file },
  );
}
