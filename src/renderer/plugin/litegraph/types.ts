/** The part of litegraph.js 0.7.18 that Arcspace touches, and no more. */
export interface Slot {
  name: string;
  type: string | number;
  label?: string;
  link?: number | null;
  links?: number[] | null;
  shape?: number;
  /** From the node's corner below its title. */
  pos?: [number, number];
  color_on?: string;
  color_off?: string;
}

export interface Link {
  id: number;
  type: string | number;
  origin_id: number;
  origin_slot: number;
  target_id: number;
  target_slot: number;
}

export interface GraphNode {
  id: number;
  type: string | null;
  title: string;
  pos: ArrayLike<number>;
  size: [number, number];
  mode: number;
  flags: { collapsed?: boolean };
  properties: Record<string, unknown>;
  inputs: Slot[];
  outputs: Slot[];
  color?: string;
  bgcolor?: string;
  boxcolor?: string;
  graph: Graph | null;
  is_selected?: boolean;
  addInput(name: string, type: string | number, extra?: Partial<Slot>): Slot;
  addOutput(name: string, type: string | number, extra?: Partial<Slot>): Slot;
  removeInput(slot: number): void;
  connect(slot: number, target: GraphNode, targetSlot: number): Link | null;
  configure(info: Record<string, unknown>): void;
  clone(): GraphNode | null;
  computeSize(out?: Float32Array): ArrayLike<number>;
  getBounding(out?: Float32Array, outer?: boolean): Float32Array;
  setDirtyCanvas(foreground: boolean, background?: boolean): void;
  onDrawForeground?(context: CanvasRenderingContext2D, canvas: GraphCanvas): void;
  onDrawCollapsed?(context: CanvasRenderingContext2D, canvas: GraphCanvas): boolean;
  onConnectionsChange?(): void;
  onPropertyChanged?(): void;
  /** Answers whether the press is taken. */
  onMouseDown?(event: MouseEvent, position: readonly [number, number], canvas: GraphCanvas): boolean;
  onDblClick?(event: MouseEvent, position: readonly [number, number], canvas: GraphCanvas): void;
}

export interface Graph {
  _nodes: GraphNode[];
  _nodes_by_id: Record<number, GraphNode>;
  links: Record<number, Link>;
  last_link_id: number;
  add(node: GraphNode, skipOrder?: boolean): GraphNode | undefined;
  remove(node: GraphNode): void;
  clear(): void;
  configure(data: unknown): void;
  getNodeById(id: number): GraphNode | null;
  updateExecutionOrder(): void;
  setDirtyCanvas(foreground: boolean, background?: boolean): void;
}

export interface DragAndScale {
  offset: Float32Array;
  scale: number;
  min_scale: number;
  max_scale: number;
}

export interface GraphCanvas {
  canvas: HTMLCanvasElement;
  graph: Graph | null;
  ds: DragAndScale;
  visible_area: Float32Array;
  viewport: readonly [number, number, number, number] | null;
  /** Node, screen and title fonts and colours of the stock painter: used by bare editors only. */
  background_image: string | null;
  clear_background_color: string;
  render_canvas_border: boolean;
  show_info: boolean;
  draw(foreground?: boolean, background?: boolean): void;
  setDirty(foreground: boolean, background?: boolean): void;
  computeVisibleNodes(nodes?: GraphNode[] | null, out?: GraphNode[]): GraphNode[];
  resize(width?: number, height?: number): void;
  startRendering(): void;
  stopRendering(): void;
  unbindEvents(): void;
  prompt(
    title: string,
    value: unknown,
    callback: (value: string) => void,
    event: MouseEvent,
    multiline?: boolean,
  ): void;
}

export type GraphNodeClass = (new (title?: string) => GraphNode) & { title?: string; desc?: string; category?: string };

export interface LiteGraphApi {
  NODE_TITLE_HEIGHT: number;
  NODE_SLOT_HEIGHT: number;
  NODE_WIDGET_HEIGHT: number;
  MAX_NUMBER_OF_NODES: number;
  BOX_SHAPE: number;
  CIRCLE_SHAPE: number;
  ARROW_SHAPE: number;
  GRID_SHAPE: number;
  ALWAYS: number;
  NEVER: number;
  ContextMenu: unknown;
  registered_node_types: Record<string, GraphNodeClass>;
  LGraphNode: GraphNodeClass;
  LGraphCanvas: { link_type_colors: Record<string, string> };
  LLink: new (...fields: (number | string)[]) => Link;
  registerNodeType(type: string, nodeClass: GraphNodeClass): void;
  unregisterNodeType(type: string): void;
  createNode(type: string): GraphNode | null;
}

export interface CanvasOptions {
  readonly skip_render?: boolean;
  readonly skip_events?: boolean;
}

export interface LitegraphModule {
  readonly LiteGraph: LiteGraphApi;
  readonly LGraph: new () => Graph;
  readonly LGraphNode: GraphNodeClass;
  readonly LGraphCanvas: new (canvas: HTMLCanvasElement, graph: Graph | null, options?: CanvasOptions) => GraphCanvas;
}
