import type { NodeEntry, NodeRegistry } from '../../../graph/registry.ts';
import { wiringOf } from '../../../graph/wiring.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { type ParameterField, parameterFields } from '../../parameters/fields.ts';

/** The strokes among the parameters of a kind of node. */
export function paintingOf(entry: NodeEntry): ParameterField['spec'] | undefined {
  return parameterFields(entry).find(({ control }) => control === 'painting')?.spec;
}

/** The node whose picture is painted over: what is wired to the input that the strokes are for, where that shows pictures. */
export function paintedOver(
  workflow: Workflow,
  registry: NodeRegistry,
  node: string,
  over: string | undefined,
): string | undefined {
  if (over === undefined) return undefined;
  const wiring = wiringOf(workflow);
  const source = wiring.nodes.get(wiring.into.get(node)?.get(over)?.node ?? '');
  const shows = source?.mode === 'on' && registry.get(source.type)?.preview === 'images';
  return shows ? source.id : undefined;
}
