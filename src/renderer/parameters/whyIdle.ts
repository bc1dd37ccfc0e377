import { parameterInside } from '../../graph/blocks/parameterInside.ts';
import { idleParameters, obstacleWords } from '../../graph/parameters/idleParameters.ts';
import { wiringOf } from '../../graph/wiring.ts';
import { type LinkEnd, parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { LevelEditor } from '../state/document/levelEditor.ts';

/** Why a parameter of a node, or of one in a block that shows it, has no effect now; undefined where it has one. */
export function whyIdle({ whole, level, registry }: LevelEditor, parameter: LinkEnd): string | undefined {
  const { node: id, port } = parameterInside(level.value, parameter);
  const { nodes, into } = wiringOf(whole.value);
  const node = nodes.get(id);
  const entry = node && registry.get(node.type);
  const obstacle = entry && idleParameters(entry, node.parameters, into.get(id) ?? new Map()).get(port);
  return obstacle && obstacleWords(entry, obstacle);
}

/** The parameters of a node that the workflow offers as its inputs. */
export function pinnedParameters({ inputs }: Pick<Workflow, 'inputs'>, node: string): ReadonlySet<string> {
  const ends = inputs.map(({ target }) => parseLinkEnd(target));
  return new Set(ends.flatMap((end) => (end?.node === node ? [end.port] : [])));
}
