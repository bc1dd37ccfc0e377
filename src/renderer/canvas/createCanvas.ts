import './canvas.css';
import { computed } from '@preact/signals';
import type { CanvasView, CreateCanvas } from '../state/document/editor.ts';
import { graphPictures } from './export/graphPictures.ts';
import { listen } from './gestures/pointer.ts';
import { createMap } from './map/createMap.ts';
import { renameGroup } from './overlay/editWidget.ts';
import { placeNew } from './placeNew.ts';
import { type CanvasProbe, createProbe } from './probe.ts';
import { followViewport } from './savedViewport.ts';
import { createStage } from './stage.ts';
import { drawnMeasures } from './view/drawnMeasures.ts';
import { around } from './view/rect.ts';
import { centreOn, fitView, toGraph, toScreen, zoomAt } from './view/viewport.ts';
import { pointOn } from './view/wirePath.ts';

/** The node canvas: it shows the editor's workflow and reports what the user does to it as edits. */
export const createCanvas: CreateCanvas = (host, editor, requests): CanvasView & CanvasProbe => {
  host.classList.add('canvas-host');
  const stage = createStage(host, editor, requests);
  const stopListening = listen(stage);

  function frame(nodes?: readonly string[]): void {
    const wanted = nodes && new Set(nodes);
    const scene = stage.scene();
    const rects = [
      ...[...scene.nodes.values()].filter(({ id }) => !wanted || wanted.has(id)),
      ...scene.boxes.filter((box) => !wanted || [...box.nodes].some((id) => wanted.has(id))),
    ].map((view) => view.rect);
    const rect = around(rects);
    stage.look(rect ? fitView(rect, stage.surface.size()) : { x: 0, y: 0, zoom: 1 });
  }

  function zoomBy(factor: number): void {
    const [width, height] = stage.surface.size();
    stage.look(zoomAt(stage.viewport(), [width / 2, height / 2], factor));
  }

  const stopFollowing = followViewport(stage, () => frame());
  const corner = () => {
    const box = stage.surface.element.getBoundingClientRect();
    return [box.left, box.top] as const;
  };
  const probe = createProbe(stage, editor);
  // Only a browser that a test drives says so of itself.
  if (navigator.webdriver) Object.assign(window, { arcspace: probe });
  return {
    ...probe,
    frame,
    reveal(id) {
      const { nodes, boxOf } = stage.scene();
      const rect = (nodes.get(id) ?? boxOf.get(id))?.rect;
      if (rect) stage.look(centreOn(rect, stage.surface.size(), stage.viewport().zoom));
    },
    revealPlace([x, y], [width, height]) {
      stage.look(centreOn({ x, y, width, height }, stage.surface.size(), stage.viewport().zoom));
    },
    zoomBy,
    zoomToLife: () => zoomBy(1 / stage.viewport().zoom),
    selectsSeveral: stage.selectsSeveral,
    zoomLevel: computed(() => stage.view.value.zoom),
    mapInto: (element) => createMap(element, stage),
    centre() {
      const [width, height] = stage.surface.size();
      return toGraph(stage.viewport(), [width / 2, height / 2]);
    },
    toGraph([x, y]) {
      const [left, top] = corner();
      return toGraph(stage.viewport(), [x - left, y - top]);
    },
    toScreen(point) {
      const [left, top] = corner();
      const [x, y] = toScreen(stage.viewport(), point);
      return [x + left, y + top];
    },
    placeFor: (node, at, part) => placeNew(stage.scene(), node, at, part),
    wireMiddle(to) {
      const wire = stage.scene().wires.find((each) => each.to.node === to.node && each.to.port === to.port);
      return wire && pointOn(wire.path, 0.5);
    },
    renameGroup(id) {
      const group = editor.workflow.peek().groups.find((each) => each.id === id);
      if (group) renameGroup(stage, group);
    },
    toggleNotes: stage.toggleNotes,
    pictures: graphPictures(stage),
    measures: drawnMeasures(stage.scene),
    focus: () => stage.surface.element.focus({ preventScroll: true }),
    dispose() {
      stopFollowing();
      stopListening();
      stage.dispose();
    },
  };
};
