import { withParameter } from '../../graph/parameters/findParameter.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';

/** The workflow with the values of a job, by "node.parameter". */
export function withOwnValues(workflow: Workflow, overrides: Readonly<Record<string, unknown>>): Workflow {
  return Object.entries(overrides).reduce((changed, [name, value]) => {
    const dot = name.indexOf('.');
    return withParameter(changed, name.slice(0, dot), name.slice(dot + 1), value);
  }, workflow);
}
