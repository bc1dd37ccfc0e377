import type { ForeignGroup, ForeignNode, ForeignPort } from './foreignGraph.ts';
import { nodeColor, readColor } from './readColor.ts';
import { idOf, isRecord, type Json, pointOf, recordsIn, textOf } from './reading.ts';

const modes: Readonly<Record<number, ForeignNode['mode']>> = { 2: 'mute', 4: 'bypass' };

/** A node of a workflow file; undefined for what has no id or no type. */
export function readNode(source: Json): ForeignNode | undefined {
  const id = idOf(source.id);
  const type = textOf(source.type);
  if (id === undefined || type === undefined) return undefined;
  const { flags } = source;
  const size = pointOf(source.size);
  const title = textOf(source.title);
  const color = nodeColor(source);
  return {
    id,
    type,
    ...(title !== undefined && { title }),
    position: pointOf(source.pos) ?? [0, 0],
    ...(size && { size }),
    ...(color !== undefined && { color }),
    collapsed: isRecord(flags) && flags.collapsed === true,
    mode: modes[Number(source.mode)] ?? 'on',
    inputs: recordsIn(source.inputs).map(readPort),
    outputs: recordsIn(source.outputs).map(readPort),
    values: valuesOf(source.widgets_values),
    given: {},
    source,
  };
}

function readPort({ name, type, widget, link }: Json): ForeignPort {
  const stands = isRecord(widget) ? textOf(widget.name) : undefined;
  const wire = idOf(link);
  const carries = textOf(type);
  return {
    name: textOf(name) ?? '',
    ...(stands !== undefined && { widget: stands }),
    ...(carries !== undefined && { type: carries }),
    ...(wire !== undefined && { link: wire }),
  };
}

function valuesOf(value: unknown): ForeignNode['values'] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? value : {};
}

/** A frame with its title; undefined for one without a place. */
export function readGroup(source: Json): ForeignGroup | undefined {
  const { bounding } = source;
  if (!Array.isArray(bounding)) return undefined;
  const [position, size] = [pointOf(bounding.slice(0, 2)), pointOf(bounding.slice(2, 4))];
  if (!position || !size) return undefined;
  const color = readColor(source.color);
  return {
    title: (textOf(source.title) ?? 'Group').slice(0, 200),
    position,
    size,
    ...(color !== undefined && { color }),
  };
}
