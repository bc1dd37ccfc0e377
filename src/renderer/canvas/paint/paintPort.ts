import { sizes } from '../../theme/tokens.ts';
import type { PortPlace } from '../view/layout.ts';
import type { Brush } from './brush.ts';
import { portPath } from './shapes.ts';

export interface PortLook {
  readonly wired: boolean;
  /** The node does not run without a wire here. */
  readonly needed: boolean;
  /** A problem names it. */
  readonly faulty: boolean;
  readonly hovered: boolean;
  /** A wire is being dragged that may not land here. */
  readonly refused: boolean;
}

const core = 1.9;

/**
 * Filled when wired, a ring when free, a ring with a core when free and needed; refused ones step back, and one that a
 * problem names has a second ring.
 */
export function paintPort(brush: Brush, place: PortPlace, look: PortLook): void {
  const { context, theme } = brush;
  const { shape } = place.port;
  const path = portPath(shape, look.hovered ? sizes.port + 1.5 : sizes.port);
  const colour = look.faulty ? theme.error : theme.wires[place.port.type];
  const filled = look.wired || look.hovered;
  context.translate(place.x, place.y);
  context.globalAlpha *= look.refused ? 0.22 : 1;
  if (look.faulty) paintAlarm(brush, place);
  context.fillStyle = filled ? colour : theme.panel;
  context.fill(path);
  context.strokeStyle = look.wired ? theme.canvas : colour;
  context.lineWidth = 1.5;
  context.stroke(path);
  if (look.needed && !filled) {
    context.fillStyle = colour;
    context.fill(portPath(shape, core));
  }
  context.globalAlpha /= look.refused ? 0.22 : 1;
  context.translate(-place.x, -place.y);
}

function paintAlarm({ context, theme }: Brush, place: PortPlace): void {
  const path = portPath(place.port.shape, sizes.port + 3.5);
  context.fillStyle = theme.canvas;
  context.fill(path);
  context.strokeStyle = theme.error;
  context.lineWidth = 1;
  context.stroke(path);
}
