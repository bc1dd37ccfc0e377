import type { NodeRegistry } from '../../graph/registry.ts';
import { type AnyWorkflow, readAnyWorkflow } from '../../neighbours/readAnyWorkflow.ts';
import { type Source, textIn } from './source.ts';

/** Reads a workflow where it is called; undefined when there is none in it. @throws ArcspaceError */
export async function readHere(source: Source, registry: NodeRegistry): Promise<AnyWorkflow | undefined> {
  const text = await textIn(source);
  return text === undefined ? undefined : readAnyWorkflow(text, registry);
}
