import fc from 'fast-check';
import type { Workflow } from '../../workflow/schema.ts';
import { addNode, newNode } from '../addNode.ts';
import { connect, disconnect } from '../connect.ts';
import { deleteGroup } from '../deleteGroup.ts';
import { exposeInput } from '../exposeInput.ts';
import { setGroupCollapsed } from '../grouping/collapseGroup.ts';
import { fitGroup, groupNodes, moveGroup, ungroup } from '../groups.ts';
import { moveNodes, resizeNode } from '../moveNodes.ts';
import { removeNodes } from '../removeNodes.ts';
import { setGroupColor, setNodeColor } from '../setColor.ts';
import { setCollapsed, setMode, setParameter, setTitle } from '../setNode.ts';
import { duplicate } from '../subgraph.ts';
import { tidy } from '../tidy.ts';
import { testRegistry } from './registry.ts';

export type Edit = (workflow: Workflow) => Workflow;

const index = fc.nat(30);
const pick = (workflow: Workflow, at: number) => workflow.nodes[at % Math.max(1, workflow.nodes.length)]?.id ?? 'none';
const anyNumber = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e300));
const anyPoint = fc.tuple(anyNumber, anyNumber);
const anyPort = fc.constantFrom(
  'latents',
  'number',
  'out',
  'in',
  'points',
  'points.2',
  'points.9',
  'weight',
  '__proto__',
);
const anyText = fc.string({ maxLength: 300, unit: 'grapheme' });

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom('mix', 'number', 'make_latents', 'reroute', 'unknown.kind'), anyPoint).map(
    ([type, at]): Edit =>
      (workflow) =>
        addNode(workflow, newNode(workflow, { type, version: 1 }, at)),
  ),
  fc.tuple(index, anyPort, index, anyPort).map(
    ([from, output, to, input]): Edit =>
      (workflow) =>
        connect(
          workflow,
          testRegistry,
          { node: pick(workflow, from), port: output },
          { node: pick(workflow, to), port: input },
        ),
  ),
  fc.tuple(index, anyPort).map(
    ([at, port]): Edit =>
      (workflow) =>
        disconnect(workflow, { node: pick(workflow, at), port }),
  ),
  index.map(
    (at): Edit =>
      (workflow) =>
        removeNodes(workflow, [pick(workflow, at)]),
  ),
  fc.tuple(index, anyPoint).map(
    ([at, by]): Edit =>
      (workflow) =>
        moveNodes(workflow, [pick(workflow, at)], by),
  ),
  fc.tuple(index, anyPoint).map(
    ([at, size]): Edit =>
      (workflow) =>
        resizeNode(workflow, pick(workflow, at), size),
  ),
  fc.tuple(index, anyText).map(
    ([at, title]): Edit =>
      (workflow) =>
        setTitle(workflow, pick(workflow, at), title),
  ),
  fc.tuple(index, fc.constantFrom('value', 'weight', '__proto__'), fc.jsonValue()).map(
    ([at, name, value]): Edit =>
      (workflow) =>
        setParameter(workflow, pick(workflow, at), name, value),
  ),
  index.map(
    (at): Edit =>
      (workflow) =>
        setMode(workflow, [pick(workflow, at)], 'bypass'),
  ),
  index.map(
    (at): Edit =>
      (workflow) =>
        setCollapsed(workflow, [pick(workflow, at)], true),
  ),
  fc.tuple(index, index).map(
    ([one, other]): Edit =>
      (workflow) =>
        duplicate(workflow, [pick(workflow, one), pick(workflow, other)]).workflow,
  ),
  fc.tuple(index, anyText).map(
    ([at, title]): Edit =>
      (workflow) =>
        groupNodes(workflow, [pick(workflow, at)], title),
  ),
  anyPoint.map(
    (by): Edit =>
      (workflow) =>
        moveGroup(workflow, 'group', by),
  ),
  fc.constant<Edit>((workflow) => ungroup(workflow, 'group')),
  fc.tuple(fc.constantFrom('group', 'group_2'), fc.boolean()).map(
    ([id, collapsed]): Edit =>
      (workflow) =>
        setGroupCollapsed(workflow, id, collapsed),
  ),
  fc.constantFrom('group', 'group_2').map(
    (id): Edit =>
      (workflow) =>
        deleteGroup(fitGroup(workflow, id), id),
  ),
  fc.tuple(index, fc.constantFrom('#3f789e', '#C8524C', undefined)).map(
    ([at, color]): Edit =>
      (workflow) =>
        setGroupColor(setNodeColor(workflow, [pick(workflow, at)], color), 'group', color),
  ),
  fc.tuple(index, anyText).map(
    ([at, label]): Edit =>
      (workflow) =>
        exposeInput(workflow, { node: pick(workflow, at), port: 'weight' }, label),
  ),
  fc.constant<Edit>((workflow) => tidy(workflow)),
);

/** Up to 40 edits of all kinds, with absurd numbers, long texts and ports that do not exist among them. */
export const anyEdits: fc.Arbitrary<Edit[]> = fc.array(anyEdit, { maxLength: 40 });
