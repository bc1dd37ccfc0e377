import { resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { readTextFile } from '../../engine/files/readTextFile.ts';
import { findParameter } from '../../graph/parameters/findParameter.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import { axisOf, axisOfLines } from '../../graph/sweep/readAxis.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { splitSetting } from '../splitSetting.ts';

/**
 * The axes of `--axis` arguments: "node.parameter=VALUES", or "node.parameter=@file" for the lines of a text file.
 * @throws ArcspaceError `usage`, or what reading the file throws.
 */
export async function readAxes(workflow: Workflow, settings: readonly string[]): Promise<SweepAxis[]> {
  const axes: SweepAxis[] = [];
  for (const setting of settings) {
    const [name, written] = splitSetting(setting, '--axis', '1:9:5');
    const found = findParameter(workflow, nodeRegistry, name);
    const file = written.startsWith('@') ? written.slice(1) : undefined;
    axes.push(
      file === undefined
        ? axisOf(found, written)
        : axisOfLines(found, await readTextFile(resolve(file), { shown: file })),
    );
  }
  return axes;
}
