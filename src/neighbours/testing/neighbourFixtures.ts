import { readFileSync } from 'node:fs';
import { nodeRegistry } from '../../../nodes/index.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import type { Imported } from '../comfyui/convertGraph.ts';
import { importedFrom } from '../readAnyWorkflow.ts';

const folder = new URL('../../../fixtures/neighbours/', import.meta.url);

export function fixtureBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

export function fixtureText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** @throws Error for a text that was not taken for a workflow of another program. */
export function imported(text: string): Imported {
  const found = importedFrom(text, nodeRegistry);
  if (!found) throw new Error('the text was not taken for a workflow of another program');
  return found;
}

export function nodeCalled({ workflow }: Imported, id: string): WorkflowNode {
  const node = workflow.nodes.find((each) => each.id === id);
  if (!node) throw new Error(`there is no node ${id}, but ${workflow.nodes.map((each) => each.id).join(', ')}`);
  return node;
}

/** "from -> to", in the order of the file. */
export function wiresOf({ workflow }: Imported): string[] {
  return workflow.links.map(({ from, to }) => `${from} -> ${to}`);
}
