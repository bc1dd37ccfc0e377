import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { importedFrom, readAnyWorkflow } from '../readAnyWorkflow.ts';
import { PLACEHOLDER } from './convertNode.ts';

/** A folder of real files, such as what PyPI's comfyui-workflow-templates-json unpacks to. They are not part of this repository. */
const folder = process.env.ARCSPACE_COMFYUI_CORPUS;
const files = folder
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  : [];
if (!folder) {
  console.log('Skipped: set ARCSPACE_COMFYUI_CORPUS to a folder with workflows of ComfyUI to open all of them.');
}

interface Sheet {
  readonly id?: string;
  readonly nodes: readonly {
    id: number;
    type: string;
    inputs?: { name: string; link?: number }[];
    outputs?: { name: string }[];
  }[];
  readonly links: readonly unknown[];
  readonly inputs?: readonly { name: string }[];
  readonly outputs?: readonly { name: string }[];
  readonly definitions?: { readonly subgraphs?: readonly Sheet[] };
}

type Link = readonly [unknown, from: number, fromSlot: number, to: number, toSlot: number];

/** Nodes and wires of a file with its subgraphs, counted by recursion over frames and not as the reader does it. */
function counted(file: Sheet): { nodes: number; wires: number } {
  const subgraphs = new Map((file.definitions?.subgraphs ?? []).map((each) => [each.id as string, each]));
  const linksOf = (sheet: Sheet) => {
    const links = allLinks(sheet);
    // Of two that end in one input, a few files keep one that the node no longer names.
    return links.filter(([id, , , to, slot]) => {
      const double = links.some((other) => other[0] !== id && other[3] === to && other[4] === slot && to !== -20);
      return !double || nodeIn(sheet, to)?.inputs?.[slot]?.link === id;
    });
  };
  const allLinks = (sheet: Sheet) =>
    sheet.links.map((link): Link => {
      if (Array.isArray(link)) return link as unknown as Link;
      const { id, origin_id, origin_slot, target_id, target_slot } = link as Record<string, number>;
      return [id, origin_id, origin_slot, target_id, target_slot] as Link;
    });
  const nodes = (sheet: Sheet): number =>
    sheet.nodes.reduce((sum, { type }) => sum + (subgraphs.has(type) ? nodes(subgraphs.get(type) as Sheet) : 1), 0);
  const nodeIn = (sheet: Sheet, id: number) => sheet.nodes.find((node) => node.id === id);
  const frameSlot = (own: { name: string }[] = [], frame: readonly { name: string }[] = [], slot: number) => {
    const found = frame.findIndex(({ name }) => name === own[slot]?.name);
    return found < 0 ? slot : found;
  };
  /** Inputs of plain nodes that a wire into this input of a sheet's frame ends in. */
  const endsOf = (sheet: Sheet, id: number, slot: number): number => {
    const node = nodeIn(sheet, id);
    const inside = node && subgraphs.get(node.type);
    if (!node || !inside) return node ? 1 : 0;
    const frame = frameSlot(node.inputs, inside.inputs, slot);
    return linksOf(inside)
      .filter(([, from, fromSlot]) => from === -10 && fromSlot === frame)
      .reduce((sum, [, , , to, toSlot]) => sum + (to === -20 ? 0 : endsOf(inside, to, toSlot)), 0);
  };
  const hasOrigin = (sheet: Sheet, id: number, slot: number): boolean => {
    const node = nodeIn(sheet, id);
    const inside = node && subgraphs.get(node.type);
    if (!node || !inside) return node !== undefined;
    const frame = frameSlot(node.outputs, inside.outputs, slot);
    const link = linksOf(inside).find(([, , , to, toSlot]) => to === -20 && toSlot === frame);
    return link !== undefined && link[1] !== -10 && hasOrigin(inside, link[1], link[2]);
  };
  const wires = (sheet: Sheet): number =>
    linksOf(sheet).reduce(
      (sum, [, from, fromSlot, to, toSlot]) =>
        sum + (from === -10 || to === -20 || !hasOrigin(sheet, from, fromSlot) ? 0 : endsOf(sheet, to, toSlot)),
      0,
    ) + sheet.nodes.reduce((sum, { type }) => sum + (subgraphs.has(type) ? wires(subgraphs.get(type) as Sheet) : 0), 0);
  return { nodes: nodes(file), wires: wires(file) };
}

const totals = { files: 0, nodes: 0, understood: 0, wires: 0, whole: 0 };

describe.runIf(folder)('every file of the corpus', () => {
  it.each(files)('%s opens, with all its nodes and wires', (name) => {
    const text = readFileSync(join(folder ?? '', name), 'utf8');
    const file = JSON.parse(text) as Sheet;
    if (!Array.isArray(file.nodes)) return;
    const imported = importedFrom(text, nodeRegistry);
    if (!imported) throw new Error('it was not taken for a workflow of ComfyUI');
    const { report, workflow } = imported;
    expect({ nodes: report.nodes, wires: report.wires }).toEqual(counted(file));
    const placeholders = workflow.nodes.filter(({ type }) => type.startsWith(PLACEHOLDER));
    expect(placeholders).toHaveLength(report.nodes - report.understood);
    expect(new Set(workflow.links.map(({ to }) => to)).size).toBe(workflow.links.length);
    expect(readAnyWorkflow(text, nodeRegistry).workflow.nodes).toHaveLength(workflow.nodes.length);
    totals.files++;
    totals.nodes += report.nodes;
    totals.understood += report.understood;
    totals.wires += report.wires;
    if (report.understood === report.nodes) totals.whole++;
  });

  it('adds up', () => {
    console.log(totals);
    expect(totals.files).toBeGreaterThan(0);
  });
});
