import { freeName, portNameOf } from '../blocks/ports.ts';
import { MOST_PORTS } from '../workflow/counts.ts';
import { formatLinkEnd, type LinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowBlock } from '../workflow/schema.ts';

/** What of a block has names. */
export type PortSide = 'inputs' | 'outputs' | 'parameters';

function updateBlock(workflow: Workflow, id: string, change: (block: WorkflowBlock) => WorkflowBlock): Workflow {
  let changed = false;
  const blocks = (workflow.blocks ?? []).map((block) => {
    const next = block.id === id ? change(block) : block;
    changed ||= next !== block;
    return next;
  });
  return changed ? { ...workflow, blocks } : workflow;
}

const namesOf = (block: WorkflowBlock, ...sides: PortSide[]) =>
  new Set(sides.flatMap((side) => block[side].map(({ name }) => name)));

/** Shows a parameter of a node inside on the block itself. */
export function promoteParameter(workflow: Workflow, id: string, parameter: LinkEnd): Workflow {
  const target = formatLinkEnd(parameter);
  return updateBlock(workflow, id, (block) => {
    const { inputs, parameters } = block;
    if (parameters.some((each) => each.target === target) || parameters.length >= MOST_PORTS) return block;
    const taken = namesOf(block, 'parameters');
    // A wire to the same parameter is drawn in its row.
    for (const { name, to } of inputs) if (to.length !== 1 || to[0] !== target) taken.add(name);
    return {
      ...block,
      parameters: [...parameters, { name: freeName(taken, portNameOf(parameter.port) || 'value'), target }],
    };
  });
}

/** Shows a parameter on the block no more; its value stays. */
export function demoteParameter(workflow: Workflow, id: string, parameter: LinkEnd): Workflow {
  const target = formatLinkEnd(parameter);
  return updateBlock(workflow, id, (block) => {
    const parameters = block.parameters.filter((each) => each.target !== target);
    return parameters.length === block.parameters.length ? block : { ...block, parameters };
  });
}

/** Another name for an input, output or parameter. An empty one, or one that it has, leaves the workflow as it is. */
export function renamePort(workflow: Workflow, id: string, side: PortSide, from: string, to: string): Workflow {
  const wish = portNameOf(to);
  if (wish === '' || wish === from) return workflow;
  return updateBlock(workflow, id, (block) => {
    const taken = side === 'outputs' ? namesOf(block, side) : namesOf(block, 'inputs', 'parameters');
    const name = freeName(taken, wish);
    const renamed = block[side].map((port) => (port.name === from ? { ...port, name } : port));
    return { ...block, [side]: renamed };
  });
}

export function renameBlock(workflow: Workflow, id: string, title: string): Workflow {
  const text = title.trim().slice(0, 200);
  return updateBlock(workflow, id, (block) => (block.title === text ? block : { ...block, title: text }));
}

export function describeBlock(workflow: Workflow, id: string, description: string): Workflow {
  const text = description.slice(0, 20_000);
  return updateBlock(workflow, id, (block) => (block.description === text ? block : { ...block, description: text }));
}
