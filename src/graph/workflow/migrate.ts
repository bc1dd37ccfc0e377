import type { NodeRegistry } from '../registry.ts';
import { WORKFLOW_VERSION, type WorkflowNode } from './schema.ts';

interface MigratedFile {
  readonly file: Record<string, unknown>;
  readonly warnings: readonly string[];
}

/** How a file of version N becomes one of version N + 1, by N. */
const FILE_MIGRATIONS: Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>> = {
  1: namesInsteadOfArrays,
};

/** Brings a file of any older version to the present one. */
export function migrateFile(file: Record<string, unknown>): MigratedFile {
  let current = file;
  for (let version = Number(file.version); version < WORKFLOW_VERSION; version++) {
    const migrate = FILE_MIGRATIONS[version];
    if (migrate) current = { ...migrate(current), version: version + 1 };
  }
  const warnings =
    current === file
      ? []
      : [`The workflow was saved as version ${file.version} and reads as version ${WORKFLOW_VERSION}.`];
  return { file: current, warnings };
}

/** Version 1 wrote links as arrays of four, and nodes with `pos`, `params` and `disabled`. */
function namesInsteadOfArrays(file: Record<string, unknown>): Record<string, unknown> {
  return {
    ...file,
    nodes: Array.isArray(file.nodes) ? file.nodes.map(renameNodeKeys) : file.nodes,
    links: Array.isArray(file.links) ? file.links.map(joinLinkEnds) : file.links,
  };
}

function renameNodeKeys(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const { pos, params, disabled, ...rest } = node as Record<string, unknown>;
  return {
    ...rest,
    ...(pos === undefined ? {} : { position: pos }),
    ...(params === undefined ? {} : { parameters: params }),
    ...(disabled === true ? { mode: 'mute' } : {}),
  };
}

/** What is no link of version 1 stays as it is, and the schema names its place. */
function joinLinkEnds(link: unknown): unknown {
  if (!Array.isArray(link) || link.length !== 4 || !link.every(isName)) return link;
  const [fromNode, fromPort, toNode, toPort] = link;
  return { from: `${fromNode}.${fromPort}`, to: `${toNode}.${toPort}` };
}

function isName(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** Brings the parameters of each known node to its present version; all others stay as they are. */
export function migrateNodes(
  nodes: readonly WorkflowNode[],
  registry: NodeRegistry,
): { readonly nodes: WorkflowNode[]; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const migrated = nodes.map((node) => {
    const definition = registry.get(node.type);
    if (!definition) {
      warnings.push(
        `The node "${node.id}" is of type "${node.type}", which this program does not have. It is kept as it is.`,
      );
      return node;
    }
    if (node.version >= definition.version) return node;
    warnings.push(`The node "${node.id}" was brought from version ${node.version} to ${definition.version}.`);
    return { ...node, version: definition.version, parameters: migrateParameters(node, definition) };
  });
  return { nodes: migrated, warnings: abridged(warnings) };
}

/** More than anybody reads; a file with so many is of another program. */
const MAX_WARNINGS = 50;

function abridged(warnings: readonly string[]): readonly string[] {
  const more = warnings.length - MAX_WARNINGS;
  return more <= 0 ? warnings : [...warnings.slice(0, MAX_WARNINGS), `There are ${more} more warnings like these.`];
}

function migrateParameters(
  node: WorkflowNode,
  definition: {
    readonly migrations: readonly { from: number; migrate: (p: Record<string, unknown>) => Record<string, unknown> }[];
  },
): Record<string, unknown> {
  return definition.migrations
    .filter((migration) => migration.from >= node.version)
    .sort((a, b) => a.from - b.from)
    .reduce((parameters, migration) => migration.migrate(parameters), node.parameters);
}
