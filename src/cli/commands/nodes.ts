import { nodeRegistry } from '../../../nodes/index.ts';
import { closest } from '../../graph/closest.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { type CatalogueNode, catalogue } from '../catalogue.ts';

/** Prints the catalogue of nodes, or one of them in full. */
export function nodes(type: string | undefined, { json = false }: { json?: boolean }): void {
  const all = catalogue(nodeRegistry);
  const chosen = type === undefined ? all : [findNode(all, type)];
  if (json) console.log(JSON.stringify(type === undefined ? chosen : chosen[0], null, 2));
  else console.log(chosen.map(type === undefined ? line : page).join('\n'));
}

function findNode(all: readonly CatalogueNode[], type: string): CatalogueNode {
  const found = all.find((node) => node.type === type);
  if (found) return found;
  const near = closest(
    type,
    all.map((node) => node.type),
  );
  const remedy = near ? `Did you mean "${near}"?` : 'The command "arcspace nodes" lists them all.';
  throw new ArcspaceError('usage', `There is no node of type "${type}".`, remedy);
}

function line({ type, category, docs }: CatalogueNode): string {
  return `${type.padEnd(28)}${category.padEnd(16)}${firstSentence(docs)}`;
}

function firstSentence(docs: string): string {
  return /^.*?\.(?=\s|$)/s.exec(docs)?.[0] ?? docs;
}

function page(node: CatalogueNode): string {
  const properties = (node.parameters.properties ?? {}) as Record<string, Record<string, unknown>>;
  return [
    `${node.title} (${node.type}, ${node.category})`,
    '',
    node.docs,
    ...section('Inputs', node.inputs.map(portLine)),
    ...section(
      'Parameters',
      Object.entries(properties).map(([name, schema]) => parameterLine(name, schema)),
    ),
    ...section('Outputs', node.outputs.map(portLine)),
    ...section('Refuses', node.errors),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines.map((text) => `  ${text}`)] : [];
}

function portLine(port: CatalogueNode['inputs'][number]): string {
  const notes = [
    port.type,
    ...(port.unit ? [`in ${port.unit}`] : []),
    ...(port.optional ? ['optional'] : []),
    ...(port.repeat ? ['several'] : []),
  ];
  return `${port.name} (${notes.join(', ')}): ${port.description}`;
}

function parameterLine(name: string, schema: Record<string, unknown>): string {
  const facts = [
    Array.isArray(schema.enum) ? schema.enum.join(' | ') : schema.type,
    'minimum' in schema && 'maximum' in schema ? `${schema.minimum} to ${schema.maximum}` : undefined,
    'unit' in schema ? `in ${schema.unit}` : undefined,
    'default' in schema ? `default ${JSON.stringify(schema.default)}` : undefined,
  ].filter((fact) => fact !== undefined);
  return `${name} (${facts.join(', ')}): ${schema.description ?? ''}`;
}
