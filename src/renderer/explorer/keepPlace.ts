import type { Measures } from '../../graph/edit/measures.ts';
import { duplicate } from '../../graph/edit/subgraph.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

const gap = 80;

/** Copies what leads from a node to its picture, below everything else in the block in which the node lies. */
export function keepPlace(
  workflow: Workflow,
  { block }: WorkflowNode,
  way: readonly string[],
  measures: Measures,
): Workflow {
  const beside = workflow.nodes.filter((each) => each.block === block);
  const bottom = Math.max(...beside.map((each) => each.position[1] + measures.sizeOf(each)[1]));
  const top = Math.min(...workflow.nodes.filter(({ id }) => way.includes(id)).map(({ position }) => position[1]));
  return duplicate(workflow, way, [0, Math.round(bottom) + gap - top], block ?? null).workflow;
}
