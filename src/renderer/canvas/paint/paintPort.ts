import { sizes } from '../../theme/tokens.ts';
import type { PortPlace } from '../view/layout.ts';
import type { Brush } from './brush.ts';
import { portPath } from './shapes.ts';

export interface PortLook {
  readonly wired: boolean;
  readonly hovered: boolean;
  /** A wire is being dragged that may not land here. */
  readonly refused: boolean;
}

/** Filled when wired, a ring when free; refused ones step back. */
export function paintPort(brush: Brush, place: PortPlace, look: PortLook): void {
  const { context, theme } = brush;
  const path = portPath(place.port.shape, look.hovered ? sizes.port + 1.5 : sizes.port);
  const colour = theme.wires[place.port.type];
  context.translate(place.x, place.y);
  context.globalAlpha *= look.refused ? 0.22 : 1;
  context.fillStyle = look.wired || look.hovered ? colour : theme.panel;
  context.fill(path);
  context.strokeStyle = look.wired ? theme.canvas : colour;
  context.lineWidth = 1.5;
  context.stroke(path);
  context.globalAlpha /= look.refused ? 0.22 : 1;
  context.translate(-place.x, -place.y);
}
