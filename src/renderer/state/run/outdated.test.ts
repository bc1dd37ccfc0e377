import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../graph/problem.ts';
import { emptyWorkflow, type Workflow, type WorkflowNode } from '../../../graph/workflow/schema.ts';
import { withoutOutdated } from './outdated.ts';
import { IDLE, type NodeStates } from './reduce.ts';

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
  nodes: ['source', 'failed', 'shown', 'apart'].map(node),
  links: [
    { from: 'source.out', to: 'failed.in' },
    { from: 'failed.out', to: 'shown.in' },
  ],
};

const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8ClampedArray(4) };
const problem: Problem = { code: 'invalid-parameter', message: 'No.', remedy: 'Yes.', place: { node: 'failed' } };
const states: NodeStates = new Map([
  ['source', { ...IDLE, status: 'done' }],
  ['failed', { ...IDLE, status: 'failed', problem }],
  ['shown', { ...IDLE, status: 'cached', pictures: [picture], key: 'key' }],
  ['apart', { ...IDLE, status: 'cached' }],
]);
const origins = new Map([...states.keys()].map((id) => [id, workflow]));

const statesAfter = (change: Partial<Workflow>) => withoutOutdated(states, origins, { ...workflow, ...change });
const statusAfter = (change: Partial<Workflow>) =>
  Object.fromEntries([...statesAfter(change)].map(([id, { status }]) => [id, status]));

const changed = (id: string, change: Partial<WorkflowNode>) => ({
  nodes: workflow.nodes.map((each) => (each.id === id ? { ...each, ...change } : each)),
});

describe('what a run has shown', () => {
  it('is of an earlier run for a node that changes and all that hangs on it, and nothing else', () => {
    const idle = { source: 'idle', failed: 'idle', shown: 'idle', apart: 'cached' };
    expect(statusAfter(changed('source', { parameters: { value: 2 } }))).toEqual(idle);
    expect(statusAfter(changed('source', { mode: 'mute' }))).toEqual(idle);
    expect(statusAfter(changed('failed', { parameters: { value: 2 } }))).toEqual({ ...idle, source: 'done' });
  });

  it('is of an earlier run where a wire goes or comes', () => {
    const [first, second] = workflow.links;
    expect(statusAfter({ links: second ? [second] : [] })).toMatchObject({
      source: 'done',
      failed: 'idle',
      shown: 'idle',
    });
    const third = { from: 'source.out', to: 'shown.other' };
    const more = first && second ? [first, second, third] : [];
    expect(statusAfter({ links: more })).toMatchObject({ failed: 'failed', shown: 'idle' });
  });

  it('keeps the pictures and their key, and takes back the problem', () => {
    const next = statesAfter({ links: [] });
    expect(next.get('shown')).toMatchObject({ pictures: [picture], key: 'key' });
    expect(next.get('failed')).toEqual(IDLE);
  });

  it('stays while nothing changes that it could have come from', () => {
    expect(statesAfter(changed('failed', { position: [9, 9], title: 'Moved' }))).toBe(states);
    expect(statesAfter({ nodes: [...workflow.nodes, node('new')] })).toBe(states);
    expect(statesAfter({ viewport: { x: 1, y: 1, zoom: 1 } })).toBe(states);
  });
});
