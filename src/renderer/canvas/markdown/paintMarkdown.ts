import { texts } from '../../text/texts.ts';
import { type Brush, saved } from '../paint/brush.ts';
import { rounded } from '../paint/shapes.ts';
import { type } from '../paint/text.ts';
import type { Rect } from '../view/rect.ts';
import type { Piece } from './flowText.ts';
import { markdownIn, moreHeight, type Room } from './markdownIn.ts';

/** A text as it is read, in the coordinates of its field: as much of it as there is room for. */
export function paintMarkdown(brush: Brush, room: Room, text: string): void {
  const { context, theme } = brush;
  saved(context, () => {
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    if (text.trim() === '') {
      context.font = type.label;
      context.fillStyle = theme.muted;
      context.fillText(texts.canvas.writeHere, 0, 10);
      return;
    }
    context.beginPath();
    context.rect(0, 0, room.width, room.height);
    context.clip();
    const { pieces, grounds, rules, bottom, isCut } = markdownIn(text, room);
    context.fillStyle = theme.raised;
    for (const ground of grounds) paintGround(brush, ground, bottom);
    context.fillStyle = theme.line;
    for (const { x, y, width, height } of rules) context.fillRect(x, y, width, height);
    for (const piece of pieces) paintPiece(brush, piece);
    if (isCut) paintMore(brush, bottom);
  });
}

function paintMore({ context, theme }: Brush, y: number): void {
  context.font = type.title;
  context.fillStyle = theme.muted;
  context.fillText('\u2026', 0, y + moreHeight / 2);
}

function paintGround({ context }: Brush, { x, y, width, height }: Rect, bottom: number): void {
  context.save();
  context.translate(x, y);
  context.fill(rounded(width, Math.min(height, bottom - y), 4));
  context.restore();
}

function paintPiece(brush: Brush, { text, font, look, struck, x, y, width, height }: Piece): void {
  const { context, theme } = brush;
  const colour = look === 'link' ? theme.running : look === 'quiet' ? theme.muted : theme.text;
  const middle = y + height / 2;
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, x, middle + 0.5);
  if (look === 'link') context.fillRect(x, middle + 6.5, width, 1);
  if (struck) context.fillRect(x, middle, width, 1);
}
