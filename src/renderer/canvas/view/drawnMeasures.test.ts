// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { tidy } from '../../../graph/edit/tidy.ts';
import type { NodeState } from '../../state/document/editor.ts';
import { mountCanvas } from '../testing/mountCanvas.ts';
import { sampleNode, samplePicture, sampleStates, sampleWorkflow } from '../testing/sampleWorkflow.ts';
import { overlap } from './rect.ts';

afterEach(() => document.body.replaceChildren());

it('lets a tidied graph cover nothing on the canvas, with tall pictures on its nodes and without', () => {
  const at = mountCanvas(sampleWorkflow());
  const tall = { ...samplePicture(20, 1), height: 200, rgba: new Uint8ClampedArray(20 * 200 * 4) };
  const decoded: NodeState = { status: 'done', pictures: [tall], outputs: {}, warnings: [] };
  for (const states of [new Map<string, NodeState>(), new Map([...sampleStates(), ['decode', decoded]])]) {
    at.editor.nodeStates.value = states;
    at.editor.edit('Tidy up', (workflow) => tidy(workflow, undefined, at.view.measures));
    const rects = at.editor.workflow.peek().nodes.flatMap(({ id }) => at.view.nodeRect(id) ?? []);
    const covered = rects.flatMap((rect, index) => rects.slice(index + 1).filter((other) => overlap(rect, other)));
    expect(rects).toHaveLength(18);
    expect(covered).toEqual([]);
  }
});

it('knows how large a node will be that is not there yet', () => {
  const at = mountCanvas(sampleWorkflow());
  const [width, height] = at.view.measures.sizeOf(sampleNode('new', 'preview_image', [0, 0]));
  expect([width, height]).toEqual([210, 262]);
});
