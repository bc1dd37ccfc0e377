import { shareOfSlider } from '../../parameters/fitNumber.ts';
import type { ParameterSpec } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';
import { paintMarkdown } from '../markdown/paintMarkdown.ts';
import { formatNumber, formatValue } from '../view/formatValue.ts';
import type { WidgetPlace } from '../view/layout.ts';
import type { Rect } from '../view/rect.ts';
import type { Brush } from './brush.ts';
import { lettering } from './levels.ts';
import { paintCurve } from './paintCurve.ts';
import { rounded } from './shapes.ts';
import { ellipsis, pathEllipsis, textWidth, type, wrap, write } from './text.ts';

export interface WidgetLook {
  readonly value: unknown;
  /** A wire gives the value: the field only says so. */
  readonly driven: boolean;
  readonly hovered: boolean;
  /** A problem names it. */
  readonly faulty: boolean;
  readonly tint: string;
}

const inset = 8;
const radius = 5;
/** Room that the sign at the right end of a field takes. */
const roomAfter: Partial<Record<ParameterSpec['kind'], number>> = { select: 13, toggle: 26 };

function fill(brush: Brush, path: Path2D, colour: string): void {
  brush.context.fillStyle = colour;
  brush.context.fill(path);
}

function outlineColour({ theme }: Brush, look: WidgetLook): string {
  if (look.faulty) return theme.error;
  return look.hovered && !look.driven ? theme.muted : theme.line;
}

function paintField(brush: Brush, rect: Rect, look: WidgetLook, filled: number): void {
  const path = rounded(rect.width, rect.height, radius);
  fill(brush, path, look.driven ? brush.theme.panel : brush.theme.field);
  if (filled > 0) paintShare(brush, path, rect, look.tint, filled);
  brush.context.lineWidth = 1;
  brush.context.strokeStyle = outlineColour(brush, look);
  brush.context.stroke(path);
}

/** Faint enough that any text on it is as legible as beside it. */
const shareAlpha = 0.2;
const edge = 1.5;

/** How far a slider has come: the background of the field, with an edge where it ends. */
function paintShare({ context }: Brush, field: Path2D, { width, height }: Rect, tint: string, share: number): void {
  context.save();
  context.clip(field);
  context.fillStyle = tint;
  context.globalAlpha *= shareAlpha;
  context.fillRect(0, 0, width * share, height);
  context.globalAlpha /= shareAlpha;
  context.fillRect(width * share - edge, 0, edge, height);
  context.restore();
}

function shareOf({ spec }: WidgetPlace, { value, driven }: WidgetLook): number {
  return spec.slider && !driven && typeof value === 'number' ? shareOfSlider(spec, value) : 0;
}

function paintChevron(brush: Brush, x: number, y: number): void {
  const { context } = brush;
  context.strokeStyle = brush.theme.muted;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(x - 3, y - 1.5);
  context.lineTo(x, y + 1.5);
  context.lineTo(x + 3, y - 1.5);
  context.stroke();
}

function paintSwitch(brush: Brush, rect: Rect, on: boolean, tint: string): void {
  const { context, theme } = brush;
  const width = 22;
  context.translate(rect.width - width - 5, rect.height / 2 - 6);
  fill(brush, rounded(width, 12, 6), on ? tint : theme.line);
  context.beginPath();
  context.arc(on ? width - 6 : 6, 6, 4.2, 0, 2 * Math.PI);
  context.fillStyle = on ? theme.field : theme.muted;
  context.fill();
}

/** Label at the left, value at the right; the value has the first claim on the room. */
function paintLine(brush: Brush, place: WidgetPlace, look: WidgetLook, after: number): void {
  const { context, theme } = brush;
  const middle = place.rect.height / 2 + 0.5;
  const scale = lettering(brush.zoom);
  const room = (place.rect.width - 2 * inset - after) / scale;
  const numeric = place.spec.kind === 'number' || place.spec.kind === 'list';
  const font = numeric ? type.value : type.label;
  const label = ellipsis(context, type.label, place.spec.label, room * 0.72);
  const least = room - textWidth(context, type.label, label) - 10;
  const text = look.driven ? 'wired' : formatValue(place.spec, look.value);
  const cut = place.spec.file && !look.driven ? pathEllipsis : ellipsis;
  const value = cut(context, look.driven ? type.label : font, text, Math.max(least, room * 0.3));
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.font = type.label;
  context.fillStyle = theme.muted;
  write(context, label, inset, middle, scale);
  context.textAlign = 'right';
  context.font = look.driven ? type.label : font;
  context.fillStyle = look.driven ? theme.muted : theme.text;
  write(context, value, place.rect.width - inset - after, middle, scale);
}

const lineHeight = 16;

/** The lines of a text, enlarged only as far as none is lost by it. */
function fittingLines({ context, zoom }: Brush, rect: Rect, text: string) {
  const set = (scale: number) => {
    const most = Math.max(1, Math.floor((rect.height - 8) / (lineHeight * scale)));
    const room = (rect.width - 2 * inset) / scale;
    const whole = wrap(context, type.label, text, room, most + 1).length <= most;
    return { scale, whole, lines: wrap(context, type.label, text, room, most) };
  };
  const large = lettering(zoom);
  const sizes = [large, (1 + large) / 2].map(set);
  return sizes.find(({ whole }) => whole) ?? set(1);
}

function paintMultiline(brush: Brush, place: WidgetPlace, look: WidgetLook): void {
  const { context, theme } = brush;
  const text = typeof look.value === 'string' ? look.value : '';
  const { scale, lines } = fittingLines(brush, place.rect, text || place.spec.label);
  context.font = type.label;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = text && !look.driven ? theme.text : theme.muted;
  lines.forEach((line, index) => {
    write(context, line, inset, 5 + (8 + index * lineHeight) * scale, scale);
  });
}

/** A parameter on the node, in the node's own coordinates. */
export function paintWidget(brush: Brush, place: WidgetPlace, look: WidgetLook): void {
  const { context } = brush;
  const { spec, rect } = place;
  context.save();
  context.translate(rect.x, rect.y);
  if (spec.isMarkdown && !look.driven) {
    paintMarkdown(brush, rect, typeof look.value === 'string' ? look.value : '');
    context.restore();
    return;
  }
  paintField(brush, rect, look, shareOf(place, look));
  if (spec.kind === 'multiline') paintMultiline(brush, place, look);
  else if (spec.kind === 'curve') paintCurve(brush, rect, look);
  else {
    paintLine(brush, place, look, look.driven ? 0 : (roomAfter[spec.kind] ?? 0));
    if (spec.kind === 'select' && !look.driven) paintChevron(brush, rect.width - 12, rect.height / 2);
    if (spec.kind === 'toggle' && !look.driven) paintSwitch(brush, rect, look.value === true, look.tint);
  }
  context.restore();
}

/** What a tooltip says of a field: its name, its bounds and what it is for. */
export function widgetHint(spec: ParameterSpec, value: unknown, driven: boolean): string {
  const range =
    spec.minimum === undefined || spec.maximum === undefined || Math.abs(spec.maximum) > 1e9
      ? ''
      : ` (${texts.canvas.range(formatNumber(spec.minimum), formatNumber(spec.maximum))}${spec.unit ? ` ${spec.unit}` : ''})`;
  if (spec.isMarkdown && !driven) return texts.canvas.toEdit;
  const now = driven ? texts.canvas.driven : formatValue(spec, value).slice(0, 400);
  return [`${spec.label}${range}`, now, spec.description].filter(Boolean).join('\n');
}
