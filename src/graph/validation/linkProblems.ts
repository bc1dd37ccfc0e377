import type { Wires } from '../flow.ts';
import { portLabel, titleOf, typeWords } from '../labels.ts';
import { compatible, findPort } from '../port.ts';
import type { Problem } from '../problem.ts';
import type { PortType } from '../values.ts';
import { parseLinkEnd } from '../workflow/link.ts';
import type { WorkflowLink } from '../workflow/schema.ts';

/** A wire that leads nowhere, or that carries what its end cannot take. */
export function linkProblems(link: WorkflowLink, { registry, wiring, flow }: Wires): Problem[] {
  const from = parseLinkEnd(link.from);
  const to = parseLinkEnd(link.to);
  if (!from || !to) return [dangling(link, 'its ends are not written as "node.port"')];
  const source = wiring.nodes.get(from.node);
  const target = wiring.nodes.get(to.node);
  if (!source) return [dangling(link, `there is no node "${from.node}"`, to.node, to.port)];
  if (!target) return [dangling(link, `there is no node "${to.node}"`, from.node, from.port)];
  const sourceDefinition = registry.get(source.type);
  const targetDefinition = registry.get(target.type);
  if (!sourceDefinition || !targetDefinition) return [];
  const type = flow.typeOf(from);
  if (!type)
    return [dangling(link, `"${titleOf(source, sourceDefinition)}" has no output "${from.port}"`, to.node, to.port)];
  const input = findPort(targetDefinition.inputs, to.port);
  if (!input)
    return [dangling(link, `"${titleOf(target, targetDefinition)}" has no input "${to.port}"`, to.node, to.port)];
  if (compatible(type, input.type)) return [];
  return [
    {
      code: 'wrong-type',
      message: `"${titleOf(target, targetDefinition)}" takes ${typeWords(input.type)} at ${portLabel(to.port)}, but "${titleOf(source, sourceDefinition)}" gives ${typeWords(type)}.`,
      place: { node: to.node, port: to.port },
      remedy: remedyForTypes(type, input.type),
    },
  ];
}

/** The node that turns one type into the other, where there is one. */
const BRIDGES: Readonly<Record<string, string>> = {
  'image latents': 'Put an Encode node between them.',
  'latents image': 'Put a Decode node between them.',
  'text conditioning': 'Put a Prompt node between them.',
  'direction latents': 'A direction is not a point: use Apply directions to add it to latents.',
  'latents direction': 'A point is not a direction: the difference of two points is one, as Attribute vector makes it.',
  'numbers number': 'A list does not fit a single value: use a Number node.',
};

function remedyForTypes(from: PortType, to: PortType): string {
  return BRIDGES[`${from} ${to}`] ?? `Wire an output that gives ${typeWords(to)} to it.`;
}

function dangling(link: WorkflowLink, why: string, node?: string, port?: string): Problem {
  return {
    code: 'dangling-wire',
    message: `The wire from "${link.from}" to "${link.to}" leads nowhere: ${why}.`,
    place: { ...(node === undefined ? {} : { node }), ...(port === undefined ? {} : { port }) },
    remedy: 'Remove the wire, or correct its ends.',
  };
}

/** Wires that end in an input which already has one. */
export function doubleLinks(links: readonly WorkflowLink[]): Problem[] {
  const seen = new Set<string>();
  return links.flatMap((link) => {
    const double = seen.has(link.to);
    seen.add(link.to);
    const end = parseLinkEnd(link.to);
    if (!double || !end) return [];
    return [
      {
        code: 'double-wire',
        message: `Two wires end in "${link.to}", which takes one.`,
        place: { node: end.node, port: end.port },
        remedy: 'Remove one of them.',
      },
    ];
  });
}
