import type { NodeEntry } from '../../graph/registry.ts';
import type { Brush } from '../canvas/paint/brush.ts';
import { paintGuarded } from '../canvas/paint/guard.ts';
import { paintNode } from '../canvas/paint/paintNode.ts';
import { noteSize, paintProblem } from '../canvas/paint/paintProblem.ts';
import { currentTheme } from '../canvas/themeWatch.ts';
import { under } from '../canvas/view/notePlaces.ts';
import { animation } from '../canvas/view/pictures.ts';
import { type Point, rectOf } from '../canvas/view/rect.ts';
import { parameterSpecs } from '../parameters/parameterSpec.ts';
import { sizes } from '../theme/tokens.ts';
import { tellGuestChange } from './guestChanges.ts';
import { guestView } from './guestView.ts';
import { pressGuestWidget, typeGuestValue, widgetUnder } from './guestWidgets.ts';
import type { GraphCanvas, GraphNode, GraphNodeClass, LiteGraphApi } from './litegraph/types.ts';
import { fitSlots } from './slots.ts';

function defaults(entry: NodeEntry): Record<string, unknown> {
  const filled = parameterSpecs(entry).filter((spec) => spec.fallback !== undefined);
  return Object.fromEntries(filled.map((spec) => [spec.name, structuredClone(spec.fallback)]));
}

function measure(entry: NodeEntry, node: GraphNode): void {
  const view = guestView(entry, node);
  fitSlots(node, view);
  if (!node.flags.collapsed) node.size = [view.layout.width, view.layout.height - sizes.header];
}

/** Paints the node as our own editor does, over what litegraph has painted. */
function paint(entry: NodeEntry, node: GraphNode, context: CanvasRenderingContext2D, canvas: GraphCanvas): void {
  measure(entry, node);
  const view = guestView(entry, node);
  const brush: Brush = { context, theme: currentTheme(), zoom: canvas.ds.scale, density: 1, now: performance.now() };
  context.translate(-view.rect.x, -view.rect.y - sizes.header);
  paintGuarded(brush, view, () => {
    paintNode(brush, view, {
      selected: node.is_selected === true,
      hoveredPort: undefined,
      hoveredWidget: undefined,
      hoveredFiles: false,
      refuses: () => false,
      scrub: undefined,
      playing: true,
      isNoteOpen: true,
    });
    const { complaint, rect } = view;
    if (complaint) paintProblem(brush, complaint, rectOf(under(rect), noteSize(brush, view, complaint)));
  });
  context.translate(view.rect.x, view.rect.y + sizes.header);
  if (animation(view.pictures)) node.setDirtyCanvas(true);
}

/** The litegraph class of a kind of node: everything in it comes from the declaration. */
export function nodeClass(LiteGraph: LiteGraphApi, entry: NodeEntry): GraphNodeClass {
  return class extends LiteGraph.LGraphNode {
    static override title = entry.title;
    static override desc = entry.docs;

    constructor() {
      super(entry.title);
      this.properties = defaults(entry);
      this.size = [0, 0];
      measure(entry, this);
    }

    override computeSize(): [number, number] {
      const { layout } = guestView(entry, this);
      return [layout.width, layout.height - sizes.header];
    }

    override onConnectionsChange(): void {
      measure(entry, this);
      tellGuestChange(this);
    }

    /** Of an editor that sets values by a panel of its own. */
    override onPropertyChanged(): void {
      measure(entry, this);
      tellGuestChange(this);
    }

    override onDrawForeground(context: CanvasRenderingContext2D, canvas: GraphCanvas): void {
      if (!this.flags.collapsed) paint(entry, this, context, canvas);
    }

    override onDrawCollapsed(context: CanvasRenderingContext2D, canvas: GraphCanvas): boolean {
      paint(entry, this, context, canvas);
      return true;
    }

    override onMouseDown(event: MouseEvent, position: Point, canvas: GraphCanvas): boolean {
      const widget = widgetUnder(guestView(entry, this), position);
      if (widget) pressGuestWidget(this, widget, canvas, event);
      return widget !== undefined;
    }

    override onDblClick(_: MouseEvent, position: Point, canvas: GraphCanvas): void {
      const widget = widgetUnder(guestView(entry, this), position);
      if (widget?.spec.kind === 'number') setTimeout(() => typeGuestValue(this, widget, canvas));
    }
  };
}
