import { expect, it } from 'vitest';
import type { RunEvent } from '../../graph/events.ts';
import { applyRunEvents } from './applyRunEvents.ts';

const failed = (port: string): RunEvent => ({
  type: 'failed',
  node: 'mix',
  problem: { code: 'missing-input', message: '', remedy: '', place: { node: 'mix', port } },
});

it('remembers every port that the problems of a node name, until the node runs again', () => {
  const states = applyRunEvents(new Map(), [failed('a'), failed('b'), failed('a')]);
  expect(states.get('mix')?.faultyPorts).toEqual(['a', 'b']);
  const again = applyRunEvents(states, [{ type: 'queued', nodes: ['mix'] }]);
  expect(again.get('mix')?.faultyPorts).toBeUndefined();
});
