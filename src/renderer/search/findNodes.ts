import { typeOfBlock } from '../../graph/blocks/entry.ts';
import { inFlowOrder } from '../../graph/inFlowOrder.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { wiringOf } from '../../graph/wiring.ts';
import type { Workflow, WorkflowBlock, WorkflowGroup, WorkflowNode } from '../../graph/workflow/schema.ts';
import { texts } from '../text/texts.ts';

/** A node in which something was found, or the node that stands for a block. */
export interface Found {
  readonly node: WorkflowNode;
  /** The parameter whose value has it, and that value around it; absent where title or kind have it. */
  readonly value?: { readonly parameter: string; readonly text: string };
}

/** Characters of a value that are shown before what was found. */
const before = 16;
const shown = 60;

/**
 * The blocks whose title has all the words that are looked for, and the nodes whose title, kind or values have them, in
 * the order in which the graph runs; at whatever level they lie. Case and accents do not matter.
 */
export function findNodes(workflow: Workflow, registry: NodeRegistry, query: string): readonly Found[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const { nodes, outOf } = wiringOf(workflow);
  const found = inFlowOrder([...nodes.keys()], (id) => outOf.get(id) ?? []).flatMap((id) => {
    const node = nodes.get(id);
    return node ? foundIn(node, registry, words) : [];
  });
  const blocks = (workflow.blocks ?? []).map(standIn).filter(({ title = '' }) => isIn(words, plain(title)));
  return [...blocks.map((node) => ({ node })), ...found];
}

/** The groups of a level whose title has all the words that are looked for. */
export function findGroups(groups: readonly WorkflowGroup[], query: string): readonly WorkflowGroup[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return groups.filter(({ title }) => isIn(words, plain(title || texts.canvas.group)));
}

const isIn = (words: readonly string[], text: string) => words.every((word) => text.includes(word));

/** As the canvas shows a block. Its type is made for the program, and not looked for. */
function standIn({ id, title, position }: WorkflowBlock): WorkflowNode {
  return {
    id,
    type: typeOfBlock(id),
    version: 1,
    title: title || texts.canvas.block,
    position,
    mode: 'on',
    parameters: {},
  };
}

function foundIn(node: WorkflowNode, registry: NodeRegistry, words: readonly string[]): Found[] {
  const name = plain(`${nodeTitle(node, registry)} ${registry.get(node.type)?.title ?? ''} ${node.type}`);
  const rest = words.filter((word) => !name.includes(word));
  if (rest.length === 0) return [{ node }];
  const values = Object.entries(node.parameters).map(([parameter, value]) => ({ parameter, text: textOf(value) }));
  const having = values.find(({ text }) => plain(text).includes(rest[0] ?? ''));
  const everything = plain(values.map(({ text }) => text).join(' '));
  if (!having || !isIn(rest, everything)) return [];
  return [{ node, value: { parameter: having.parameter, text: around(having.text, rest[0] ?? '') } }];
}

/** Large lists and what nodes keep for themselves are not read through. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) && value.length <= 64 ? value.join(' ') : '';
}

function around(text: string, word: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const at = Math.max(0, plain(line).indexOf(word) - before);
  return `${at > 0 ? '…' : ''}${line.slice(at, at + shown)}${at + shown < line.length ? '…' : ''}`;
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
