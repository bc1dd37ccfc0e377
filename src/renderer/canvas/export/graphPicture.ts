import { ArcspaceError } from '../../../graph/problem.ts';
import { texts } from '../../text/texts.ts';
import type { Theme } from '../../theme/tokens.ts';
import { idle } from '../interaction.ts';
import { type NoteChoices, type NotePlaces, notesIn } from '../notes.ts';
import type { Brush } from '../paint/brush.ts';
import { type Layers, paintScene } from '../paint/paintScene.ts';
import type { Sprites } from '../paint/sprites.ts';
import type { Scene } from '../scene.ts';
import { around, type Point, type Rect, rectOf } from '../view/rect.ts';
import { embeddedFonts } from './embeddedFonts.ts';
import { type Ruler, SvgContext } from './svgContext.ts';
import { digits } from './svgPath.ts';

/** A graph to be shown as a picture of its own. */
export interface ShownGraph {
  readonly scene: Scene;
  readonly theme: Theme;
  readonly notes: NoteChoices;
}

/** Around everything. Graph units. */
const margin = 32;

/** Sides and pixels that every browser can draw on. */
const largestSide = 16_384;
const mostPixels = 120_000_000;

const direct: Sprites = { begin: () => undefined, paint: (brush, _view, _look, paint) => paint(brush) };
const directLayers: Layers = {
  groups: { paint: (brush, { things, paint }) => paint(brush, things), isUnfinished: () => false },
  wires: { paint: (brush, { things, paint }) => paint(brush, things), isUnfinished: () => false },
};

function rulerOf(): CanvasRenderingContext2D {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas');
  return context;
}

const notesOf = ({ scene, notes }: ShownGraph, context: CanvasRenderingContext2D): NotePlaces =>
  notesIn(scene, notes, { context, zoom: 1 });

/** What of the graph there is to see, whole, with a margin. Graph units. */
function boundsOf({ scene }: ShownGraph, notes: NotePlaces): Rect {
  const seen = around([
    ...[...scene.nodes.values()].map(({ rect }) => rect),
    ...scene.boxes.map(({ rect }) => rect),
    ...scene.frames.map(({ position, size }) => rectOf(position, size)),
    ...scene.wires.map(({ bounds }) => bounds),
    ...notes.values(),
  ]);
  const { x, y, width, height } = seen ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    x: Math.floor(x - margin),
    y: Math.floor(y - margin),
    width: Math.ceil(width + 2 * margin),
    height: Math.ceil(height + 2 * margin),
  };
}

/** Pixels of the graph at a scale, across and down. */
export function graphSize(graph: ShownGraph, scale: number): Point {
  const { width, height } = boundsOf(graph, notesOf(graph, rulerOf()));
  return [width * scale, height * scale];
}

/** What to do about a PNG that cannot be. */
const smaller = (scale: number): string =>
  scale > 1 ? texts.exportGraph.smallerOrSvg : texts.exportGraph.asSvgInstead;

/** Why a graph that has this size at a scale cannot be a PNG; undefined where it can. */
export function tooLarge([width, height]: Point, scale: number): string | undefined {
  if (Math.max(width, height) <= largestSide && width * height <= mostPixels) return undefined;
  return `${texts.exportGraph.tooLarge(width, height)} ${smaller(scale)}`;
}

/** Everything with all that is on it, as it is while nobody points at it. */
function paint(brush: Brush, graph: ShownGraph, notes: NotePlaces, bounds: Rect): void {
  const { context, theme } = brush;
  context.fillStyle = theme.canvas;
  context.fillRect(bounds.x, bounds.y, bounds.width, bounds.height);
  const all = [...graph.scene.nodes.values()];
  paintScene(brush, {
    scene: graph.scene,
    visible: all,
    inView: all,
    area: bounds,
    selection: new Set(),
    selectedWire: null,
    selectedGroup: null,
    interaction: idle(),
    notes,
    sprites: direct,
    layers: directLayers,
    playing: false,
    isFar: false,
  });
}

/** The whole graph as a PNG. @throws ArcspaceError where it is too large. */
export async function graphPng(graph: ShownGraph, scale: number): Promise<Uint8Array> {
  const context = rulerOf();
  const notes = notesOf(graph, context);
  const bounds = boundsOf(graph, notes);
  const size = [bounds.width * scale, bounds.height * scale] as const;
  const refusal = tooLarge(size, scale);
  if (refusal !== undefined) throw new ArcspaceError('too-large', refusal, 'Collapse groups, or export a block.');
  const { canvas } = context;
  [canvas.width, canvas.height] = size;
  context.setTransform(scale, 0, 0, scale, -bounds.x * scale, -bounds.y * scale);
  paint({ context, theme: graph.theme, zoom: 1, density: scale, now: 0 }, graph, notes, bounds);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new ArcspaceError('too-large', 'The browser had no memory for the picture.', smaller(scale));
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * The whole graph as a drawing that needs nothing but itself.
 * @param metadata an element that it carries along.
 */
export async function graphSvg(graph: ShownGraph, metadata: string): Promise<string> {
  const ruler = rulerOf();
  const notes = notesOf(graph, ruler);
  const bounds = boundsOf(graph, notes);
  const drawn = new SvgContext(ruler satisfies Ruler);
  // It is all of a context that our painters use, and a test paints everything with it.
  const context = drawn as unknown as CanvasRenderingContext2D;
  paint({ context, theme: graph.theme, zoom: 1, density: 2, now: 0 }, graph, notes, bounds);
  const { x, y, width, height } = bounds;
  const view = [x, y, width, height].map(digits).join(' ');
  const fonts = await embeddedFonts(drawn.texts);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${view}" xml:space="preserve">`,
    metadata,
    fonts === '' ? '' : `<style>${fonts}</style>`,
    drawn.content(),
    '</svg>\n',
  ].join('\n');
}
