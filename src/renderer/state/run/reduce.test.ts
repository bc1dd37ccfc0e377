import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../graph/events.ts';
import { applyRunEvents, type NodeStates } from './reduce.ts';

const pictureOf = (value: number) => ({
  width: 1,
  height: 1,
  frames: 1,
  rgba: new Uint8ClampedArray([value, 0, 0, 255]),
});
const picture = pictureOf(1);

const finished = (node: string, key: string, more: object = {}): RunEvent => {
  return {
    type: 'finished',
    node,
    key,
    cached: true,
    milliseconds: Math.random(),
    outputs: {},
    warnings: [],
    files: [],
    ...more,
  };
};
const step = (node: string, preview = pictureOf(2)): RunEvent => ({ type: 'progress', node, step: 1, of: 9, preview });
const done: RunEvent = { type: 'done', outcome: 'completed', executed: 0, cached: 2, milliseconds: 1 };
const queued = (...nodes: string[]): RunEvent => ({ type: 'queued', nodes });

/** Two nodes whose results came from the cache, one of them with a picture. */
const shown = (): NodeStates =>
  applyRunEvents(new Map(), [
    queued('noise', 'show'),
    finished('noise', 'n', { pictures: [] }),
    finished('show', 's', { pictures: [picture] }),
    done,
  ]);

describe('what is known of nodes after a run', () => {
  it('is the very same where every node has the result that it had', () => {
    const before = shown();
    const again = [queued('noise', 'show'), finished('noise', 'n', { pictures: [] }), finished('show', 's'), done];
    expect(applyRunEvents(before, again)).toBe(before);
  });

  it('is new for the node alone that has another result', () => {
    const before = shown();
    const next = applyRunEvents(before, [
      queued('noise', 'show'),
      finished('noise', 'n', { pictures: [] }),
      finished('show', 't', { pictures: [pictureOf(3)] }),
      done,
    ]);
    expect(next.get('noise')).toBe(before.get('noise'));
    expect(next.get('show')).toMatchObject({ key: 't', pictures: [pictureOf(3)] });
  });

  it.each([
    ['a warning', { warnings: ['Too strong.'] }],
    ['a file', { files: ['results/a.png'] }],
    ['a picture', { pictures: [pictureOf(4)] }],
  ])('is new where the same result brings %s that was not shown', (_, more) => {
    const before = shown();
    const next = applyRunEvents(before, [queued('show'), finished('show', 's', more)]);
    expect(next.get('show')).toMatchObject(more);
  });

  it('is new while a node waits', () => {
    expect(applyRunEvents(shown(), [queued('noise')]).get('noise')?.status).toBe('queued');
  });
});

describe('the newest step of a node without pictures', () => {
  const ran = [queued('walk'), step('walk', picture), finished('walk', 'a', { pictures: [] }), done];

  it('stays in sight under a slider until there is a newer one, so that nodes keep their size', () => {
    const after = applyRunEvents(new Map(), ran, true);
    expect(after.get('walk')?.preview).toBe(picture);
    const waiting = applyRunEvents(after, [queued('walk')], true);
    expect(waiting.get('walk')?.preview).toBe(picture);
    const newer = pictureOf(5);
    const next = applyRunEvents(waiting, [step('walk', newer), finished('walk', 'b', { pictures: [] }), done], true);
    expect(next.get('walk')?.preview).toBe(newer);
  });

  it('goes when a run by hand begins or ends', () => {
    const after = applyRunEvents(new Map(), ran, true);
    expect(applyRunEvents(after, [queued('walk')]).get('walk')?.preview).toBeUndefined();
    expect(applyRunEvents(new Map(), ran).get('walk')?.preview).toBeUndefined();
  });

  it('is never shown in place of pictures or of what went wrong', () => {
    const problem = { code: 'x', message: 'Broken.', place: { node: 'walk' }, remedy: 'Mend it.' } as const;
    const failed = applyRunEvents(new Map(), [step('walk'), { type: 'failed', node: 'walk', problem }], true);
    expect(failed.get('walk')?.preview).toBeUndefined();
    const pictured = applyRunEvents(new Map(), [step('walk'), finished('walk', 'k', { pictures: [picture] })], true);
    expect(pictured.get('walk')?.preview).toBeUndefined();
  });
});
