import { describe, expect, it } from 'vitest';
import type { Problem } from '../../graph/problem.ts';
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../graph/workflow/schema.ts';
import { IDLE, type NodeStates } from './applyRunEvents.ts';
import { withoutOutdatedProblems } from './outdatedProblems.ts';

const node = (id: string): WorkflowNode => ({
  id,
  type: 'number',
  version: 1,
  position: [0, 0],
  mode: 'on',
  parameters: {},
});

const workflow: Workflow = {
  ...emptyWorkflow(),
  nodes: ['source', 'failed', 'apart'].map(node),
  links: [{ from: 'source.out', to: 'failed.in' }],
};

const problem: Problem = { code: 'invalid-parameter', message: 'No.', remedy: 'Yes.', place: { node: 'failed' } };
const states: NodeStates = new Map([['failed', { ...IDLE, status: 'failed', problem }]]);

const statesAfter = (change: Partial<Workflow>) =>
  withoutOutdatedProblems(states, workflow, { ...workflow, ...change });

const changed = (id: string, change: Partial<WorkflowNode>) => ({
  nodes: workflow.nodes.map((each) => (each.id === id ? { ...each, ...change } : each)),
});

describe('a problem that a run has shown', () => {
  it('is taken back when the node changes, or something that it needs', () => {
    for (const id of ['failed', 'source']) {
      expect(statesAfter(changed(id, { parameters: { value: 2 } })).get('failed')).toEqual(IDLE);
    }
    expect(statesAfter(changed('source', { mode: 'mute' })).get('failed')).toEqual(IDLE);
    expect(statesAfter({ links: [] }).get('failed')).toEqual(IDLE);
  });

  it('stays while nothing changes that it could have come from', () => {
    expect(statesAfter(changed('failed', { position: [9, 9] }))).toBe(states);
    expect(statesAfter(changed('apart', { parameters: { value: 2 } }))).toBe(states);
    expect(statesAfter({ nodes: [...workflow.nodes, node('new')] })).toBe(states);
  });
});
