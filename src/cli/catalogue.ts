import { z } from 'zod';
import type { Ports } from '../graph/port.ts';
import type { NodeEntry, NodeRegistry } from '../graph/registry.ts';

interface CataloguePort {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly optional: boolean;
  readonly unit?: string;
  readonly repeat?: { readonly min: number; readonly max: number };
}

/** All that is declared of a node, as plain data. */
export interface CatalogueNode {
  readonly type: string;
  readonly version: number;
  readonly category: string;
  readonly title: string;
  readonly docs: string;
  /** What it refuses at run time. */
  readonly errors: readonly string[];
  readonly keywords: readonly string[];
  readonly effects: string;
  readonly inputs: readonly CataloguePort[];
  readonly outputs: readonly CataloguePort[];
  /** JSON Schema with defaults, ranges and descriptions. */
  readonly parameters: Record<string, unknown>;
  readonly examples: NodeEntry['examples'];
}

export function catalogue(registry: NodeRegistry): CatalogueNode[] {
  return [...registry.values()].map((node) => ({
    type: node.type,
    version: node.version,
    category: node.category,
    title: node.title,
    docs: node.docs,
    errors: node.errors ?? [],
    keywords: node.keywords ?? [],
    effects: node.effects ?? 'none',
    inputs: ports(node.inputs),
    outputs: ports(node.outputs),
    parameters: z.toJSONSchema(node.parameters, { io: 'input' }),
    examples: node.examples,
  }));
}

function ports(declared: Ports): CataloguePort[] {
  return Object.entries(declared).map(([name, { type, description, options }]) => ({
    name,
    type,
    description,
    optional: options.optional ?? false,
    ...(options.unit ? { unit: options.unit } : {}),
    ...(options.repeat ? { repeat: options.repeat } : {}),
  }));
}
