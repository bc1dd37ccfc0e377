import { formatLinkEnd, type LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { freeId } from './addNode.ts';

/** Offers a parameter to whoever runs the workflow without opening it. */
export function exposeInput(workflow: Workflow, parameter: LinkEnd, label: string): Workflow {
  const target = formatLinkEnd(parameter);
  if (workflow.inputs.some((input) => input.target === target) || workflow.inputs.length >= 200) return workflow;
  const name = freeId(new Set(workflow.inputs.map((input) => input.name)), parameter.port);
  return { ...workflow, inputs: [...workflow.inputs, { name, label: label.slice(0, 200), target }] };
}

export function concealInput(workflow: Workflow, parameter: LinkEnd): Workflow {
  const target = formatLinkEnd(parameter);
  const inputs = workflow.inputs.filter((input) => input.target !== target);
  return inputs.length === workflow.inputs.length ? workflow : { ...workflow, inputs };
}
