import { texts } from '../../text/texts.ts';
import type { NodeView } from '../view/nodeView.ts';
import { type Brush, saved } from './brush.ts';
import { lettering } from './levels.ts';
import { rounded } from './shapes.ts';
import { pathEllipsis, type, write } from './text.ts';

/** Where a check mark ends and the path begins. */
const textLeft = 24;

/** "results/lighthouse.png", "12 files in results" */
function writtenText(files: readonly string[]): string {
  const [first = ''] = files;
  if (files.length === 1) return first;
  const folder = first.slice(0, Math.max(0, first.lastIndexOf('/')));
  return texts.canvas.filesWritten(files.length, folder);
}

/** Where the node's files are, at its foot. */
export function paintWritten(brush: Brush, view: NodeView, hovered: boolean): void {
  const { context, theme } = brush;
  const rect = view.layout.written;
  if (!rect) return;
  const scale = lettering(brush.zoom);
  const middle = rect.height / 2;
  saved(context, () => {
    context.translate(rect.x, rect.y);
    if (hovered) {
      context.fillStyle = theme.raised;
      context.fill(rounded(rect.width, rect.height, 5));
    }
    context.strokeStyle = theme.success;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(8, middle);
    context.lineTo(11, middle + 3);
    context.lineTo(17, middle - 3.5);
    context.stroke();
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = hovered ? theme.text : theme.muted;
    const text = pathEllipsis(
      context,
      type.label,
      writtenText(view.state?.files ?? []),
      (rect.width - textLeft - 6) / scale,
    );
    context.font = type.label;
    write(context, text, textLeft, middle + 0.5, scale);
  });
}
