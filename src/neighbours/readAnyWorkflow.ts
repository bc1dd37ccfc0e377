import type { NodeRegistry } from '../graph/registry.ts';
import { invalidWorkflow } from '../graph/workflow/invalidWorkflow.ts';
import { type ParsedWorkflow, parseWorkflow } from '../graph/workflow/parse.ts';
import { serializeWorkflow } from '../graph/workflow/serialize.ts';
import { convertParameters } from './a1111/convertParameters.ts';
import { isParameters } from './a1111/parameters.ts';
import { convertGraph, type Imported } from './comfyui/convertGraph.ts';
import { readGraph } from './comfyui/readGraph.ts';
import { isRecord } from './comfyui/reading.ts';
import { readTolerantJson } from './comfyui/tolerantJson.ts';
import { sentencesOf, summaryOf } from './report.ts';

/** A workflow that was read, and what is said of one that comes from another program. */
export interface AnyWorkflow extends ParsedWorkflow {
  /** How much of it was understood; absent for one of our own. */
  readonly summary?: string;
}

/**
 * Reads a workflow of ours or of another program. Nothing runs and no file is touched.
 * @throws ArcspaceError with code `invalid-workflow`, naming the place in the file and the remedy.
 */
export function readAnyWorkflow(text: string, registry: NodeRegistry): AnyWorkflow {
  const imported = importedFrom(text, registry);
  if (!imported) return parseWorkflow(text, registry);
  const { workflow } = parseWorkflow(serializeWorkflow(imported.workflow), registry);
  return { workflow, warnings: sentencesOf(imported.report), summary: summaryOf(imported.report) };
}

/** A workflow of another program as ours; undefined for what is none. @throws ArcspaceError */
export function importedFrom(text: string, registry: NodeRegistry): Imported | undefined {
  if (isOurs(text)) return undefined;
  if (!text.trimStart().startsWith('{') && isParameters(text)) return convertParameters(text, registry);
  if (!/"(class_type|nodes)"/.test(text)) return undefined;
  const { value, notNumbers } = readTolerantJson(text);
  if (isRecord(value) && value.format === 'arcspace-workflow') return undefined;
  const graph = readGraph(value);
  if (!graph) return undefined;
  if (graph.nodes.length === 0) throw noNodes();
  const remarks = notNumbers === 0 ? [] : [`The file has ${notNumbers} NaN or Infinity, which are kept as null.`];
  return convertGraph({ ...graph, remarks: [...graph.remarks, ...remarks] }, registry);
}

/** So that files of ours are not read twice. */
function isOurs(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"arcspace-workflow"/.test(text);
}

function noNodes(): Error {
  return invalidWorkflow('The workflow has no nodes.', 'Open another file.');
}
