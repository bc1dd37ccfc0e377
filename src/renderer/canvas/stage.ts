import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { emptyWorkflow } from '../../graph/workflow/schema.ts';
import { sameContent } from '../state/document/document.ts';
import type { CanvasRequests, Editor } from '../state/document/editor.ts';
import { type Damage, damageBetween, joined, pillReach, rim } from './damage.ts';
import type { Sight } from './hitTest.ts';
import { type Interaction, idle } from './interaction.ts';
import { isAnother } from './isAnother.ts';
import { isOnePart, nextPart } from './nextPart.ts';
import { type NoteChoices, type NotePlaces, notesIn, toggledNotes } from './notes.ts';
import { saved } from './paint/brush.ts';
import { isDetailed } from './paint/levels.ts';
import { paintGrid } from './paint/paintGrid.ts';
import { createLayers, moves, type PaintState, paintScene } from './paint/paintScene.ts';
import { createSprites } from './paint/sprites.ts';
import { forgetMeasures, type } from './paint/text.ts';
import { type Frame, partOfGraph, repairOf, strokeReach } from './repair.ts';
import { createScene, type Scene, type Source } from './scene.ts';
import { createSurface, type Surface } from './surface.ts';
import { currentTheme, watchTheme } from './themeWatch.ts';
import type { NodeView } from './view/nodeView.ts';
import { overlap, type Point, type Rect } from './view/rect.ts';
import { toGraph, type Viewport, visibleRect } from './view/viewport.ts';

/** What gestures and overlays work with: the scene, where the window looks, and a way to ask for a frame. */
export interface Stage {
  readonly editor: Editor;
  readonly requests: CanvasRequests;
  readonly host: HTMLElement;
  readonly surface: Surface;
  readonly interaction: Interaction;
  readonly view: ReadonlySignal<Viewport>;
  readonly scenes: ReadonlySignal<Scene>;
  /** Presses add to what is selected, as with Shift, which fingers do not have. */
  readonly selectsSeveral: Signal<boolean>;
  scene(): Scene;
  /** Where the notes stand that are open. */
  notes(): NotePlaces;
  /** The whole scene, also while a large workflow is opened a part at a time, and what of its notes was opened or folded. */
  whole(): { readonly scene: Scene; readonly notes: NoteChoices };
  /** Opens the notes of these nodes, or folds them. */
  toggleNotes(nodes: readonly string[]): void;
  viewport(): Viewport;
  /** How often everything was painted so far, and how often only what was new. */
  paints(): { readonly whole: number; readonly repaired: number };
  sight(): Sight;
  look(viewport: Viewport): void;
  repaint(): void;
  /** CSS pixels from the canvas's corner, of a pointer. */
  at(event: MouseEvent): Point;
  /** Graph point of a pointer. */
  graphAt(event: MouseEvent): Point;
  dispose(): void;
}

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const noNotes: NotePlaces = new Map();

/** Milliseconds after which a graph that was moved is painted as if it had never stood elsewhere. */
const settling = 150;

/** Where there is more, it comes a part in each frame, on layers that know the whole view only. */
const mostWires = 1000;
const mostGroups = 40;

/** Time between frames of an animation that plays on a node; results move slowly, the rest of the screen is still. */
const tick = 40;

export function createStage(host: HTMLElement, editor: Editor, requests: CanvasRequests): Stage {
  const interaction = idle();
  const view = signal<Viewport>({ x: 0, y: 0, zoom: 1 });
  const scene = signal(createScene({ ...sourceOf(editor), workflow: emptyWorkflow() }));
  let sprites = createSprites();
  const layers = createLayers();
  let noteChoices: NoteChoices = new Map();
  let ticking: ReturnType<typeof setTimeout> | undefined;
  let next: ReturnType<typeof setTimeout> | undefined;
  let growing = false;
  let damage: Damage = 'everything';
  let painted: Frame | undefined;
  let settles: ReturnType<typeof setTimeout> | undefined;
  const paints = { whole: 0, repaired: 0 };
  const surface = createSurface(host, paint);

  function repaint(): void {
    damage = 'everything';
    surface.request();
  }

  function nodesIn({ x, y, width, height }: Rect, before = 0): NodeView[] {
    const by = Math.max(rim, strokeReach / view.peek().zoom);
    const left = Math.max(by, before);
    const area = { x: x - left, y: y - by, width: width + left + by, height: height + 2 * by };
    return [...scene.peek().nodes.values()].filter(({ rect }) => overlap(rect, area));
  }

  function visibleNodes(): NodeView[] {
    return nodesIn(visibleRect(view.peek(), surface.size()));
  }

  /** Also while they are too small to be seen. */
  function allNotes(): NotePlaces {
    return notesIn(scene.peek(), noteChoices, { context: surface.context, zoom: view.peek().zoom });
  }

  /** Everything that is painted, or what of it is new. */
  function paint(now: number): void {
    const { context, element } = surface;
    const viewport = view.peek();
    const inView = visibleNodes();
    const frame: Frame = {
      viewport,
      density: surface.density(),
      theme: currentTheme(),
      size: [element.width, element.height],
      // More of a large workflow comes in a moment.
      isFar: growing || !isDetailed(viewport.zoom, inView.length),
    };
    const state = {
      scene: scene.peek(),
      visible: inView,
      inView,
      area: visibleRect(viewport, surface.size()),
      selection: editor.selection.peek(),
      selectedWire: editor.selectedWire.peek(),
      selectedGroup: editor.selectedGroup.peek(),
      interaction,
      // To find places for thousands of them takes longer than a frame.
      notes: frame.isFar ? noNotes : allNotes(),
      sprites,
      layers,
      playing: !calm(),
      isFar: frame.isFar,
    };
    const animated = moves(state);
    const repair = animated || isMuch(state.scene) ? undefined : repairOf(painted, frame, damage);
    [painted, damage] = [frame, []];
    paints[repair ? 'repaired' : 'whole']++;
    if (!repair) paintPart(frame, state, now);
    else {
      const [x, y] = repair.shift;
      if (x !== 0 || y !== 0) {
        moveBy(context, repair.shift);
        clearTimeout(settles);
        settles = setTimeout(repaint, settling);
      }
      for (const part of repair.parts) {
        const area = partOfGraph(part, frame);
        clipped(context, part, () => paintPart(frame, { ...state, area, visible: nodesIn(area, pillReach) }, now));
      }
    }
    if (layers.groups.isUnfinished() || layers.wires.isUnfinished()) surface.request();
    clearTimeout(ticking);
    if (animated) ticking = setTimeout(surface.request, tick);
  }

  function paintPart({ theme, viewport, density, size }: Frame, state: PaintState, now: number): void {
    const { context } = surface;
    paintGrid(context, theme, viewport, density, ...size);
    const scale = viewport.zoom * density;
    context.setTransform(scale, 0, 0, scale, -viewport.x * scale, -viewport.y * scale);
    paintScene({ context, theme, zoom: viewport.zoom, density, now }, state);
  }

  /** Of a large workflow that was opened a part at a time: the page goes on in between. */
  function show(source: Source): void {
    clearTimeout(next);
    const last = scene.peek();
    if (isDrawn(source, last)) return;
    const opened = isAnother(source.workflow, last.source.workflow);
    const shown = opened ? 0 : last.links.length;
    const { workflow, links } = nextPart(source.workflow, (id) => !opened && last.allNodes.has(id), shown);
    scene.value = createScene({ ...source, workflow }, last, links);
    const wasGrowing = growing;
    growing = links !== source.workflow.links || workflow !== source.workflow;
    damage = joined(damage, opened || growing || wasGrowing ? 'everything' : damageBetween(last, scene.peek()));
    surface.request();
    if (growing) next = setTimeout(show, 0, source);
  }

  /** Leaving a large workflow, or opening one, is work of its own: it waits until all else has heard of it. */
  function follow(source: Source): void {
    const { workflow } = scene.peek().source;
    if (!isAnother(source.workflow, workflow) || (isOnePart(source.workflow) && isOnePart(workflow))) {
      show(source);
      return;
    }
    clearTimeout(next);
    next = setTimeout(show, 0, source);
  }

  const stopSync = effect(() => follow(sourceOf(editor)));
  const stopSelection = effect(() => {
    editor.selection.value;
    editor.selectedWire.value;
    editor.selectedGroup.value;
    repaint();
  });
  const stopTheme = watchTheme(repaint);
  const fontsArrived = () => {
    forgetMeasures();
    sprites = createSprites();
    repaint();
  };
  // A font that only a canvas uses is not loaded before it is asked for.
  for (const font of Object.values(type)) void document.fonts?.load(font);
  document.fonts?.addEventListener('loadingdone', fontsArrived);

  return {
    editor,
    requests,
    host,
    surface,
    interaction,
    view,
    scenes: scene,
    selectsSeveral: signal(false),
    scene: () => scene.peek(),
    notes: allNotes,
    whole: () => ({ scene: growing ? createScene(sourceOf(editor)) : scene.peek(), notes: noteChoices }),
    toggleNotes(nodes) {
      const views = nodes.flatMap((id) => scene.peek().nodes.get(id) ?? []);
      noteChoices = toggledNotes(noteChoices, views, allNotes());
      repaint();
    },
    viewport: () => view.peek(),
    paints: () => ({ ...paints }),
    sight() {
      const { zoom } = view.peek();
      return { zoom, detailed: isDetailed(zoom, visibleNodes().length) };
    },
    look(next) {
      view.value = next;
      surface.request();
    },
    repaint,
    at(event) {
      const box = surface.element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    },
    graphAt(event) {
      return toGraph(view.peek(), this.at(event));
    },
    dispose() {
      clearTimeout(ticking);
      clearTimeout(next);
      clearTimeout(settles);
      stopSync();
      stopSelection();
      stopTheme();
      document.fonts?.removeEventListener('loadingdone', fontsArrived);
      surface.dispose();
    },
  };
}

function isMuch({ wires, frames }: Scene): boolean {
  return wires.length > mostWires || frames.length > mostGroups;
}

/** Moves what is painted; what was not there before is to be painted. Device pixels. */
function moveBy(context: CanvasRenderingContext2D, [x, y]: Point): void {
  saved(context, () => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'copy';
    context.drawImage(context.canvas, x, y);
  });
}

/** Paints nothing outside of a part of the picture. Device pixels. */
function clipped(context: CanvasRenderingContext2D, { x, y, width, height }: Rect, paint: () => void): void {
  saved(context, () => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    paint();
  });
}

/** Looking around changes nothing that is painted. */
function isDrawn({ workflow, states }: Source, { source, links }: Scene): boolean {
  return states === source.states && links === workflow.links && sameContent(workflow, source.workflow);
}

function sourceOf(editor: Editor) {
  return { workflow: editor.workflow.value, registry: editor.registry, states: editor.nodeStates.value };
}
