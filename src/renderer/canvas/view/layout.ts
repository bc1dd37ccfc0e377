import type { NodeEntry } from '../../../graph/registry.ts';
import type { WorkflowNode } from '../../../graph/workflow/schema.ts';
import { type PadAxes, padsAmong } from '../../parameters/pad.ts';
import { type ParameterSpec, parameterSpecs } from '../../parameters/parameterSpec.ts';
import { shownParameters } from '../../parameters/shownParameters.ts';
import { sizes } from '../../theme/tokens.ts';
import { type PictureLayout, type PictureShape, pictureLayout } from './pictureLayout.ts';
import type { PortView, PortViews } from './portSpots.ts';
import type { Point, Rect } from './rect.ts';

/** Where a port stands, from the node's top left corner. */
export interface PortPlace {
  readonly port: PortView;
  readonly x: number;
  readonly y: number;
}

export interface WidgetPlace {
  readonly spec: ParameterSpec;
  readonly rect: Rect;
  /** Its input of the same name, which a wire may drive. */
  readonly port: PortView | undefined;
}

/** Two numbers that are dragged together, above the rows of each. */
export interface PadPlace {
  readonly axes: PadAxes;
  readonly rect: Rect;
}

/** Everything about a node that has a place; lengths in graph units from its top left corner. */
export interface NodeLayout {
  readonly width: number;
  readonly height: number;
  readonly inputs: readonly PortPlace[];
  readonly outputs: readonly PortPlace[];
  readonly widgets: readonly WidgetPlace[];
  readonly pads: readonly PadPlace[];
  readonly picture: PictureLayout | undefined;
  /** Where the files stand that it wrote. */
  readonly written: Rect | undefined;
}

/** How near a pointer is to a port that it points at; rows of ports are twice as far apart. */
export const portReach = 11;

/** How far from the right edge of a header the signs begin that are pressed: of collapsing, and of a note before it. */
export const headerSigns = { fold: 24, note: 44 } as const;

/** The middle of the sign of a note, from the corner of its node. */
export function noteSign(width: number): Point {
  return [width - (headerSigns.fold + headerSigns.note) / 2, sizes.header / 2];
}

const rowsTop = sizes.header + 5;
const multilineRows = 3;
const curveRows = 3;
/** What is read takes more room than what is written. */
const markdownRows = 6;
const largestPad = 280;
/** From the edge of a pad to where its corners lie, so that the handle has room there. */
export const padInset = 10;

function portsAt(ports: readonly PortView[], x: number, y: (index: number) => number): PortPlace[] {
  return ports.map((port, index) => ({ port, x, y: y(index) }));
}

function collapsed(width: number, ports: PortViews): NodeLayout {
  const middle = () => sizes.header / 2;
  return {
    width,
    height: sizes.header,
    inputs: portsAt(ports.inputs, 0, middle),
    outputs: portsAt(ports.outputs, width, middle),
    widgets: [],
    pads: [],
    picture: undefined,
    written: undefined,
  };
}

function defaultWidth(entry: NodeEntry | undefined): number {
  if (!entry) return sizes.nodeWidth;
  return parameterSpecs(entry).some((spec) => spec.kind === 'multiline') ? 260 : sizes.nodeWidth;
}

function rowsOf(spec: ParameterSpec): number {
  if (spec.kind === 'curve') return curveRows;
  if (spec.kind !== 'multiline') return 1;
  return spec.isMarkdown ? markdownRows : multilineRows;
}

/** Height that texts of several lines share when the node was made taller than its rows. */
function spare(node: WorkflowNode, specs: readonly ParameterSpec[], needed: number): number {
  const texts = specs.filter((spec) => spec.kind === 'multiline').length;
  return texts === 0 ? 0 : Math.max(0, (node.size?.[1] ?? 0) - needed) / texts;
}

/** What a node shows of its last run. */
interface Results {
  readonly pictures: PictureShape | undefined;
  /** Whether it wrote files. */
  readonly files: boolean;
}

interface Joints {
  readonly ports: PortViews;
  /** Inputs that have a wire. */
  readonly wired: ReadonlySet<string>;
}

/**
 * Ports without a parameter first, outputs on the same rows; then one row for each parameter that has an effect, with its
 * port.
 */
export function layoutNode(
  node: WorkflowNode,
  entry: NodeEntry | undefined,
  { ports, wired }: Joints,
  { pictures, files }: Results,
): NodeLayout {
  const width = Math.max(sizes.nodeMinWidth, node.size?.[0] ?? defaultWidth(entry));
  if (node.collapsed) return collapsed(Math.min(width, sizes.collapsedWidth), ports);
  const specs = entry ? shownParameters(entry, node.parameters, wired) : [];
  const named = new Map(ports.inputs.map((port) => [port.name, port]));
  const parameters = new Set(entry ? parameterSpecs(entry).map((spec) => spec.name) : []);
  const plain = ports.inputs.filter((port) => !parameters.has(port.name));
  const rowMiddle = (index: number) => rowsTop + (index + 0.5) * sizes.row;
  const inputs = portsAt(plain, 0, rowMiddle);
  const widgets: WidgetPlace[] = [];
  let y = rowsTop + Math.max(plain.length, ports.outputs.length) * sizes.row;
  const room = { x: sizes.padding, width: width - 2 * sizes.padding };
  const side = Math.min(room.width, largestPad);
  const pads = new Map(padsAmong(specs).map((axes) => [axes.right.name, axes]));
  const placed: PadPlace[] = [];
  const rows = specs.reduce((sum, spec) => sum + rowsOf(spec), 0);
  const extra = spare(node, specs, y + rows * sizes.row + pads.size * (side + 6) + 7);
  for (const spec of specs) {
    const axes = pads.get(spec.name);
    if (axes) {
      placed.push({ axes, rect: { ...room, y: y + 3, height: side } });
      y += side + 6;
    }
    const height = rowsOf(spec) * sizes.row + (spec.kind === 'multiline' ? extra : 0);
    const port = named.get(spec.name);
    widgets.push({
      spec,
      port,
      rect: { ...room, y: y + 2, height: height - 4 },
    });
    if (port) inputs.push({ port, x: 0, y: y + sizes.row / 2 });
    y += height;
  }
  const picture = pictures && pictureLayout(pictures, width, y + 3);
  const bottom = picture ? picture.frame.y + picture.frame.height + sizes.pictureMargin : y + 7;
  const written = files ? { ...room, y: bottom - 1, height: sizes.row - 4 } : undefined;
  const height = written ? written.y + written.height + 5 : bottom;
  const outputs = portsAt(ports.outputs, width, rowMiddle);
  return { width, height, inputs, outputs, widgets, pads: placed, picture, written };
}
