import { flattened } from './flatten.ts';
import type { ForeignGraph } from './foreignGraph.ts';
import { isApiFormat, readApi } from './readApi.ts';
import { isRecord, type Json, recordsIn } from './reading.ts';
import { readSheet, readSubgraph } from './readSheet.ts';

/** Whether it is a workflow of ComfyUI, or of another editor of its kind: nodes with a type and links. */
function isWorkflow(value: unknown): value is Json {
  if (!isRecord(value) || !Array.isArray(value.nodes)) return false;
  const usual = 'last_node_id' in value || isRecord(value.state) || Array.isArray(value.links);
  return usual && value.nodes.every((node) => isRecord(node) && 'type' in node);
}

/**
 * A workflow of ComfyUI, version 0.4 or 1.0, or in API format; undefined for anything else. A prompt as it is sent to the
 * server, with `prompt` around it, counts too.
 * @throws ArcspaceError for one that is too large.
 */
export function readGraph(value: unknown): ForeignGraph | undefined {
  if (isWorkflow(value)) return readWorkflow(value);
  if (isApiFormat(value)) return readApi(value);
  if (isRecord(value) && isApiFormat(value.prompt)) return readApi(value.prompt);
  return undefined;
}

function readWorkflow(file: Json): ForeignGraph {
  const { nodes: _nodes, links: _links, groups: _groups, definitions, ...others } = file;
  const found = recordsIn(isRecord(definitions) ? definitions.subgraphs : undefined).flatMap(
    (source) => readSubgraph(source) ?? [],
  );
  const subgraphs = new Map(found.map((subgraph) => [subgraph.id, subgraph]));
  const version = typeof file.version === 'number' ? ` of version ${file.version}` : '';
  return { format: `ComfyUI workflow${version}`, ...flattened(readSheet(file), subgraphs), rest: others };
}
