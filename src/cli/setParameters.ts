import { findParameter, withParameter } from '../graph/parameters/findParameter.ts';
import { readValue } from '../graph/parameters/readValue.ts';
import type { NodeRegistry } from '../graph/registry.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { splitSetting } from './splitSetting.ts';

/**
 * Applies `--set` arguments: "node.parameter=value", or "name=value" for an input that the workflow offers by name. The
 * parameter's own schema decides how the value is read.
 * @throws ArcspaceError `usage`, naming what is near when a name is not known.
 */
export function setParameters(workflow: Workflow, registry: NodeRegistry, settings: readonly string[]): Workflow {
  return settings.reduce((current, setting) => setOne(current, registry, setting), workflow);
}

function setOne(workflow: Workflow, registry: NodeRegistry, setting: string): Workflow {
  const [name, text] = splitSetting(setting, '--set', 'value');
  const found = findParameter(workflow, registry, name);
  return withParameter(workflow, found.node.id, found.parameter, readValue(found, text));
}
