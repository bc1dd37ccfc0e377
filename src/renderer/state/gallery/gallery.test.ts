import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../graph/events.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { createDocument } from '../document/document.ts';
import type { Job, Lane } from '../run/queue.ts';
import { createGallery } from './gallery.ts';

const document = createDocument();
const workflow = {
  ...emptyWorkflow(),
  nodes: ['show', 'other'].map((id) => ({
    id,
    type: 'preview_image',
    version: 1,
    position: [0, 0] as [number, number],
    mode: 'on' as const,
    parameters: {},
  })),
};

const job = (lane: Lane = 'manual', run = 'run'): Job => ({
  run,
  lane,
  workflow,
  document,
  targets: [],
  place: 'here',
});

let keys = 0;

function finished(node = 'show', key = `key ${keys++}`): RunEvent {
  const pictures = [{ width: 5, height: 5, frames: 1, rgba: new Uint8Array(100) }];
  return {
    type: 'finished',
    node,
    key,
    cached: false,
    milliseconds: 1,
    outputs: {},
    pictures,
    warnings: [],
    files: [],
  };
}

const create = (budget?: number, isTerminal = true) =>
  createGallery(
    (_, id) => id,
    () => isTerminal,
    budget === undefined ? undefined : () => budget,
  );

describe('the gallery', () => {
  it('keeps each picture with the workflow that made it', () => {
    const gallery = create();
    gallery.see(job(), finished());
    expect(gallery.results.value[0]).toMatchObject({ node: 'show', title: 'show' });
    expect(gallery.results.value[0]?.workflow).toBe(workflow);
  });

  it('keeps the pictures of a node that exists to show them, and of one that nothing hangs on', () => {
    const wired = { ...job(), workflow: { ...workflow, links: [{ from: 'show.image', to: 'other.image' }] } };
    const shown = (isTerminal: boolean) => {
      const gallery = create(undefined, isTerminal);
      gallery.see(wired, finished('show'));
      gallery.see(wired, finished('other'));
      return gallery.results.value.map((result) => result.node);
    };
    expect(shown(true)).toEqual(['show', 'other']);
    expect(shown(false)).toEqual(['other']);
  });

  it('holds the same result once, however often it comes', () => {
    const gallery = create();
    gallery.see(job(), finished('show', 'same'));
    gallery.see(job(), finished('show', 'other'));
    gallery.see(job(), finished('show', 'same'));
    expect(gallery.results.value.map((result) => result.key)).toEqual(['same', 'other']);
  });

  it('keeps only the newest picture of a node while a slider moves', () => {
    const gallery = create();
    gallery.see(job('manual'), finished());
    for (let count = 0; count < 20; count += 1) {
      gallery.see(job('live', `run ${count}`), finished('show'));
      gallery.see(job('live', `run ${count}`), finished('other'));
    }
    expect(gallery.results.value.map((result) => result.lane)).toEqual(['manual', 'live', 'live']);
    expect(gallery.results.value.at(-1)?.run).toBe('run 19');
  });

  it('forgets the oldest when it holds too many bytes, never the newest', () => {
    const gallery = create(250);
    for (let count = 0; count < 5; count += 1) gallery.see(job('manual', `run ${count}`), finished());
    expect(gallery.results.value.map((result) => result.run)).toEqual(['run 3', 'run 4']);
    const tiny = create(10);
    tiny.see(job(), finished());
    expect(tiny.results.value).toHaveLength(1);
  });
});
