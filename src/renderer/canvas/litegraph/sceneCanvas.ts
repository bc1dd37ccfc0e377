import { LGraphCanvas } from './litegraph.ts';
import type { Graph, GraphNode } from './types.ts';

export interface Look {
  readonly offset: readonly [number, number];
  readonly scale: number;
  /** CSS pixels. */
  readonly size: readonly [number, number];
}

/**
 * Litegraph's canvas without its painter, its events and its endless loop: what is left is the graph that it shows and
 * the choice of the nodes in view.
 */
export class SceneCanvas extends LGraphCanvas {
  #changed: () => void = () => undefined;

  constructor(canvas: HTMLCanvasElement, graph: Graph, changed: () => void) {
    super(canvas, graph, { skip_render: true, skip_events: true });
    this.#changed = changed;
  }

  /** The nodes in view. Litegraph takes the canvas for as large as its pixels are many; `size` is the truth. */
  nodesInView(look: Look): readonly GraphNode[] {
    this.ds.offset.set(look.offset);
    this.ds.scale = look.scale;
    const { offset, size, scale } = look;
    this.visible_area.set([-offset[0], -offset[1], size[0] / scale, size[1] / scale]);
    return this.computeVisibleNodes();
  }

  /** Litegraph tells of changes here; painting is on demand. */
  override setDirty(): void {
    this.#changed();
  }

  /** The stock painter never runs. */
  override draw(): void {
    this.#changed();
  }
}

// Litegraph's graph takes a canvas only when its constructor is the very class, which no subclass can be.
Object.defineProperty(SceneCanvas.prototype, 'constructor', { value: LGraphCanvas });
