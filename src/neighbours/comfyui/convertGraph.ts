import { distinctNames, portNameOf, withPorts } from '../../graph/blocks/ports.ts';
import { freeId } from '../../graph/edit/addNode.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { MOST_PORTS } from '../../graph/workflow/counts.ts';
import { formatLinkEnd } from '../../graph/workflow/link.ts';
import {
  emptyWorkflow,
  type Workflow,
  type WorkflowBlock,
  type WorkflowLink,
  type WorkflowNode,
} from '../../graph/workflow/schema.ts';
import type { ImportReport } from '../report.ts';
import { type Converted, convertNode, wiredPorts } from './convertNode.ts';
import { feedLatents } from './feedLatents.ts';
import { foldSamplers } from './fold/foldSamplers.ts';
import { foldVideos } from './fold/foldVideos.ts';
import type { ForeignBlock, ForeignGraph } from './foreignGraph.ts';
import { modelPartsOf } from './rules/modelParts.ts';
import type { Helper } from './rules/rule.ts';

export interface Imported {
  readonly workflow: Workflow;
  readonly report: ImportReport;
}

/** A workflow of ComfyUI as one of ours: what has an equal here becomes that, and the rest placeholders. */
export function convertGraph(file: ForeignGraph, registry: NodeRegistry): Imported {
  const sampled = foldSamplers(file);
  const { graph, parts: filmed } = foldVideos(sampled.graph);
  const folded = new Set([...sampled.parts, ...filmed]);
  const remarks = new Set(graph.remarks);
  for (const [parts, whole] of [
    [sampled.parts, 'KSampler that they set up'] as const,
    [filmed, 'Save video'] as const,
  ]) {
    const types = foldedTypes(file, parts, whole);
    if (types !== undefined) remarks.add(types);
  }
  const wired = wiredPorts(graph);
  const parts = modelPartsOf(graph.nodes, ({ id }) => wired.get(id)?.outputs.has(0) ?? false);
  const surroundings = { parts, remark: (sentence: string) => void remarks.add(sentence) };
  const takeId = idsFor(new Set<string>());
  const converted = new Map(
    graph.nodes.map((node) => {
      const ports = wired.get(node.id) ?? { inputs: new Set<number>(), outputs: new Set<number>() };
      return [node.id, convertNode(node, ports, surroundings, takeId)];
    }),
  );
  const links = linksOf(graph, converted);
  const blocks = blocksOf(graph, converted, takeId);
  const inBlock = new Map(
    graph.nodes.map(({ id, within }) => [converted.get(id)?.node.id, blocks.get(within ?? '')?.id]),
  );
  const helpers = [...converted.values()].flatMap((each) =>
    each.helper ? [helperOf(each.node, each.helper, takeId)] : [],
  );
  for (const { node, of } of helpers) inBlock.set(node.id, inBlock.get(of));
  const all = [...converted.values()];
  const nodes = [...all.map(({ node }) => node), ...helpers.map(({ node }) => node)].map((node) =>
    within(versioned(node, registry), inBlock.get(node.id)),
  );
  const drawn: Workflow = {
    ...emptyWorkflow(),
    nodes,
    links: [...links, ...helpers.map(({ link }) => link)],
    groups: graph.groups.map(({ title, position, size, color, within: around }, index) =>
      within(
        {
          id: `group_${index + 1}`,
          title,
          position: [position[0], position[1]],
          size: [Math.max(1, size[0]), Math.max(1, size[1])],
          ...(color !== undefined && { color }),
        },
        blocks.get(around ?? '')?.id,
      ),
    ),
    ...(blocks.size > 0 && { blocks: [...blocks.values()] }),
    ...(Object.keys(graph.rest).length > 0 && { comfyui: graph.rest }),
  };
  const report: ImportReport = {
    format: graph.format,
    nodes: file.nodes.length,
    understood: all.filter(({ understood }) => understood).length + folded.size,
    wires: links.length + file.links.length - graph.links.length,
    unknown: unknownTypes(graph, converted),
    remarks: [...remarks],
  };
  return { workflow: withPorts(feedLatents(drawn)), report };
}

/** Says which nodes are not seen here any more. */
function foldedTypes({ nodes }: ForeignGraph, parts: ReadonlySet<string>, whole: string): string | undefined {
  const types = [...new Set(nodes.flatMap(({ id, type }) => (parts.has(id) ? [type] : [])))];
  return types.length === 0 ? undefined : `One with the ${whole}: ${types.join(', ')}.`;
}

/** By the id in the file. */
function blocksOf(
  { blocks = [] }: ForeignGraph,
  converted: ReadonlyMap<string, Converted>,
  takeId: (wanted: string) => string,
): Map<string, WorkflowBlock> {
  const ids = new Map(blocks.map(({ id }) => [id, takeId(`block_${id}`)]));
  return new Map(
    blocks.map(({ id, title, position: [x, y], color, shows, within: around }) => [
      id,
      within(
        {
          id: ids.get(id) as string,
          title,
          position: [x, y],
          inputs: [],
          outputs: [],
          parameters: shownParameters(shows, converted),
          ...(color !== undefined && { color }),
        },
        ids.get(around ?? ''),
      ),
    ]),
  );
}

/** Parameters of nodes inside that a block shows, each once; those of placeholders have none. */
function shownParameters(
  shows: ForeignBlock['shows'],
  converted: ReadonlyMap<string, Converted>,
): WorkflowBlock['parameters'] {
  const nameFor = distinctNames([]);
  const targets = new Map<string, string>();
  for (const { name, node, widget } of shows) {
    const found = converted.get(node);
    const parameter = found?.parameter(widget);
    if (!found || parameter === undefined) continue;
    const target = formatLinkEnd({ node: found.node.id, port: parameter });
    if (!targets.has(target)) targets.set(target, nameFor(portNameOf(name) || parameter));
  }
  return [...targets].slice(0, MOST_PORTS).map(([target, name]) => ({ name, target }));
}

function within<T extends object>(each: T, block: string | undefined): T {
  return block === undefined ? each : { ...each, block };
}

function versioned(node: WorkflowNode, registry: NodeRegistry): WorkflowNode {
  return { ...node, version: registry.get(node.type)?.version ?? node.version };
}

function idsFor(taken: Set<string>): (wanted: string) => string {
  return (wanted) => {
    const clean = wanted.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 150) || 'node';
    const id = taken.has(clean) ? freeId(taken, clean) : clean;
    taken.add(id);
    return id;
  };
}

function linksOf(graph: ForeignGraph, converted: ReadonlyMap<string, Converted>): WorkflowLink[] {
  return graph.links.flatMap(({ from, to }) => {
    const [source, target] = [converted.get(from.node), converted.get(to.node)];
    if (!source || !target) return [];
    return [
      {
        from: formatLinkEnd({ node: source.node.id, port: source.output(from.slot) }),
        to: formatLinkEnd({ node: target.node.id, port: target.input(to.slot) }),
      },
    ];
  });
}

/** Stands at the lower left of the node that it is for. */
function helperOf(
  { id, position, mode }: WorkflowNode,
  { type, parameters, input, output }: Helper,
  takeId: (wanted: string) => string,
): { node: WorkflowNode; link: WorkflowLink; of: string } {
  const own = takeId(`${type}_for_${id}`);
  return {
    node: {
      id: own,
      type,
      version: 1,
      position: [position[0] - 280, position[1] + 60],
      mode: mode === 'mute' ? 'mute' : 'on',
      parameters,
    },
    link: { from: formatLinkEnd({ node: own, port: output }), to: formatLinkEnd({ node: id, port: input }) },
    of: id,
  };
}

function unknownTypes(graph: ForeignGraph, converted: ReadonlyMap<string, Converted>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id, type } of graph.nodes) {
    if (converted.get(id)?.understood) continue;
    const shown = type.slice(0, 80);
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return counts;
}
