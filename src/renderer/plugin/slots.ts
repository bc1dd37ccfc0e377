import { takenBy } from '../../graph/port.ts';
import type { PortPlace } from '../canvas/view/layout.ts';
import type { NodeView } from '../canvas/view/nodeView.ts';
import { sizes } from '../theme/tokens.ts';
import type { GraphNode, Slot } from './litegraph/types.ts';

const gridShape = 6;

/** Litegraph's words for what fits: several types with commas, 0 for anything. */
function slotType(port: PortPlace['port']): string | number {
  if (port.type === 'any') return 0;
  return port.side === 'input' ? takenBy(port.type).join() : port.type;
}

/** The node paints its ports and their names itself, in colour and shape; litegraph's own marks stay unseen. */
function dress(slot: Slot, place: PortPlace): void {
  // An empty one would be replaced by the name in @comfyorg/litegraph.
  slot.label = ' ';
  slot.shape = gridShape;
  slot.color_on = 'transparent';
  slot.color_off = 'transparent';
  slot.pos = [place.x, place.y - sizes.header];
}

function addMissing(node: GraphNode, places: readonly PortPlace[]): void {
  for (const { port } of places) {
    const slots = port.side === 'input' ? node.inputs : node.outputs;
    if (slots.some((slot) => slot.name === port.name)) continue;
    if (port.side === 'input') node.addInput(port.name, slotType(port));
    else node.addOutput(port.name, slotType(port));
  }
}

/** Gives a node the slots of its view, where the view has them; a repeated input always has a free one. */
export function fitSlots(node: GraphNode, { layout }: NodeView): void {
  const places = [...layout.inputs, ...layout.outputs];
  addMissing(node, places);
  for (const place of places) {
    const slots = place.port.side === 'input' ? node.inputs : node.outputs;
    const slot = slots.find((each) => each.name === place.port.name);
    if (slot) dress(slot, place);
  }
}
