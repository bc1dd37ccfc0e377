import { join } from 'node:path';
import { writeNew } from '../engine/files/writeNew.ts';
import type { RunEvent } from '../graph/events.ts';
import { portableName } from '../graph/portableName.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { Report } from '../graph/report.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import type { PlotFormat } from './plotFormats.ts';

/** The reports of a run by the names that their files begin with: the node, and the port where a node has several. */
export type Reports = ReadonlyMap<string, Report>;

/** The reports of a node that exists to measure or to show, but for those that a Save report node writes. */
export function reportsOf(
  { node, outputs }: Extract<RunEvent, { type: 'finished' }>,
  workflow: Workflow,
  registry: NodeRegistry,
): [string, Report][] {
  if (!measures(node, workflow, registry)) return [];
  const saved = savedReports(workflow);
  const found = Object.entries(outputs).flatMap(([port, { report }]) => (report ? [[port, report] as const] : []));
  return found
    .filter(([port]) => !saved.has(`${node}.${port}`))
    .map(([port, report]) => [found.length === 1 ? node : `${node}-${port}`, report]);
}

function measures(id: string, { nodes }: Workflow, registry: NodeRegistry): boolean {
  const definition = registry.get(nodes.find((node) => node.id === id)?.type ?? '');
  return definition?.terminal === true || definition?.category === 'analysis';
}

/** Outputs that are wired to a Save report node. */
function savedReports({ nodes, links }: Workflow): ReadonlySet<string> {
  const savers = new Set(nodes.filter(({ type }) => type === 'save_report').map(({ id }) => `${id}.report`));
  return new Set(links.filter(({ to }) => savers.has(to)).map(({ from }) => from));
}

/**
 * Writes each report as "name-node.json", its tables and points as CSV, its charts as SVG or PNG.
 * @returns the paths written.
 */
export async function saveReports(
  folder: string,
  name: string,
  reports: Reports,
  plots: PlotFormat,
): Promise<string[]> {
  if (reports.size === 0) return [];
  const { reportFiles } = await import('../plots/reportFiles.ts');
  const formats = ['json', 'csv', ...(plots === 'none' ? [] : (['svg'] as const))] as const;
  const paths: string[] = [];
  for (const [stem, report] of reports) {
    for (const { name: file, text } of reportFiles(report, `${name}-${stem}`, formats)) {
      paths.push(await write(join(folder, portableName(file)), text, plots));
    }
  }
  return paths;
}

async function write(path: string, text: string, plots: PlotFormat): Promise<string> {
  if (plots !== 'png' || !path.endsWith('.svg')) return writeNew(path, new TextEncoder().encode(text));
  const { rasterise } = await import('./rasterise.ts');
  return writeNew(path.replace(/svg$/, 'png'), await rasterise(text));
}
