import { beforeEach, expect, it } from 'vitest';
import { COLLAPSED_SIZE } from '../../graph/edit/grouping/collapseGroup.ts';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { showGroup } from './actions.ts';
import { type App, createApp } from './createApp.ts';

let app: App;
let shown: unknown[];
beforeEach(() => {
  app = createApp(createFakeEngine().client, testRegistry, memoryStore());
  shown = [];
  app.ui.canvas.value = {
    frame: (nodes: readonly string[]) => void shown.push(nodes),
    revealPlace: (...place: unknown[]) => void shown.push(place),
  } as never;
});

it('a group without nodes is chosen and brought into view by its place', () => {
  showGroup(app, { id: 'g', title: 'Empty', position: [900, -40], size: [300, 200] });
  expect(app.editor.selectedGroup.peek()).toBe('g');
  expect(shown).toEqual([
    [
      [900, -40],
      [300, 200],
    ],
  ]);
});

it('a collapsed group without nodes is brought into view as small as it is seen', () => {
  showGroup(app, { id: 'g', title: 'Empty', position: [900, -40], size: [3000, 2000], collapsed: true });
  expect(shown).toEqual([[[900, -40], COLLAPSED_SIZE]]);
});
