import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { emptyWorkflow, nodeSchema, type Workflow, workflowSchema } from '../workflow/schema.ts';
import { removeNodes } from './removeNodes.ts';
import { shownOutputs, toggleOutput } from './shownOutputs.ts';

const node = (id: string, type: string, mode: 'on' | 'mute' = 'on') =>
  nodeSchema.parse({ id, type, version: 1, position: [0, 0], mode });
const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: [
    node('grid', 'image_grid'),
    node('decode', 'decode'),
    node('muted', 'preview_image', 'mute'),
    node('preview', 'preview_image'),
  ],
  links: [
    { from: 'decode.image', to: 'preview.image' },
    { from: 'decode.image', to: 'grid.images.1' },
  ],
};
const shown = (of: Workflow) => shownOutputs(of, nodeRegistry).map(({ id }) => id);

describe('what is shown to whoever runs a workflow without opening it', () => {
  it('are the nodes at its ends that are on, where nothing is chosen', () => {
    expect(shown(workflow).sort()).toEqual(['grid', 'preview']);
  });

  it('are pictures that go nowhere, too', () => {
    expect(shown({ ...workflow, links: workflow.links.slice(0, 0) }).sort()).toEqual(['decode', 'grid', 'preview']);
  });

  it('are the chosen ones, in the order in which they run', () => {
    const chosen = toggleOutput(toggleOutput(workflow, 'grid'), 'decode');
    expect(shown(chosen)).toEqual(['decode', 'grid']);
    expect(workflowSchema.parse(chosen).outputs).toEqual(['grid', 'decode']);
  });

  it('are those at the ends again once no chosen one is left', () => {
    const none = toggleOutput(toggleOutput(workflow, 'decode'), 'decode');
    expect(none).toEqual(workflow);
    expect(shown({ ...workflow, outputs: ['gone'] }).sort()).toEqual(['grid', 'preview']);
  });

  it('are no longer chosen once their nodes are removed', () => {
    const chosen = toggleOutput(toggleOutput(workflow, 'grid'), 'decode');
    expect(removeNodes(chosen, ['grid']).outputs).toEqual(['decode']);
    expect(removeNodes(chosen, ['grid', 'decode'])).not.toHaveProperty('outputs');
  });

  it('are no more than a file may name', () => {
    const full = { ...workflow, outputs: Array.from({ length: 200 }, (_, index) => `n${index}`) };
    expect(toggleOutput(full, 'grid')).toBe(full);
  });
});
