import type { NodeRegistry } from '../registry.ts';
import { parseLinkEnd } from '../workflow/link.ts';
import { isEdge } from './edges.ts';
import type { Level } from './level.ts';
import { contentsOf } from './tree.ts';

/** The nodes to run to for what is selected at a level: of a block those that give something or are worth running for themselves. */
export function targetsInside(level: Level, ids: Iterable<string>, registry: NodeRegistry): string[] {
  return [...ids].flatMap((id) => {
    if (isEdge(id)) return [];
    return level.tree.blocks.has(id) ? endsOfBlock(level, id, registry) : [id];
  });
}

function endsOfBlock({ root, ports }: Level, block: string, registry: NodeRegistry): string[] {
  const { nodes } = contentsOf(root, [block]);
  const given = new Set((ports.get(block)?.outputs ?? []).map(({ from }) => parseLinkEnd(from)?.node));
  const within = root.nodes.filter(({ id, mode }) => nodes.has(id) && mode !== 'mute');
  const ends = within.filter(({ id, type }) => given.has(id) || registry.get(type)?.terminal === true);
  return (ends.length > 0 ? ends : within).map(({ id }) => id);
}
