import { isEarlier } from '../../state/run/reduce.ts';
import { texts } from '../../text/texts.ts';
import { titleGround } from '../../theme/titleGround.ts';
import { categoryTint, sizes } from '../../theme/tokens.ts';
import { headerSigns, noteSign } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Brush } from './brush.ts';
import { lettering, titleLettering } from './levels.ts';
import { paintNoteSign } from './paintNoteSign.ts';
import { rounded } from './shapes.ts';
import { ellipsis, textWidth, type, write } from './text.ts';

export function tintOf(brush: Brush, view: NodeView): string {
  return view.entry ? categoryTint(brush.theme, view.entry.category) : brush.theme.error;
}

/** "12 ms", "3.4 s", "cached": what the last run took; that it shows an earlier one, or that runs pass it by. */
export function timing(view: NodeView): string {
  const { state, node } = view;
  if (node.mode !== 'on') return texts.canvas.timing[node.mode];
  if (!state) return '';
  if (isEarlier(state)) return texts.canvas.timing.earlier;
  if (state.status === 'cached') return texts.canvas.timing.cached;
  if (state.status === 'queued') return texts.canvas.timing.queued;
  if (state.status === 'running')
    return state.progress ? `${state.progress.step} / ${state.progress.of}` : texts.canvas.timing.running;
  if (state.status !== 'done' || state.milliseconds === undefined) return '';
  if (state.milliseconds < 1) return '< 1 ms';
  return state.milliseconds < 1000
    ? `${Math.round(state.milliseconds)} ms`
    : `${(state.milliseconds / 1000).toFixed(1)} s`;
}

const corner = sizes.radius;

function headerCorners(view: NodeView): readonly number[] {
  return view.node.collapsed ? [corner, corner, corner, corner] : [corner, corner, 0, 0];
}

function paintTint(brush: Brush, view: NodeView): void {
  const { context } = brush;
  context.save();
  context.clip(rounded(view.layout.width, view.layout.height, corner));
  context.fillStyle = tintOf(brush, view);
  context.fillRect(0, 0, Math.max(sizes.tint, 2 / brush.zoom), sizes.header);
  context.restore();
}

/** On a colour of the user's nothing is fainter than the title, which is as faint as can be read. */
function quietColour({ theme }: Brush, { node }: NodeView): string {
  return node.color === undefined ? theme.muted : theme.text;
}

function timingColour(brush: Brush, view: NodeView): string {
  const runs = view.state?.status === 'running' && view.node.color === undefined;
  return runs ? brush.theme.running : quietColour(brush, view);
}

/** Points down when open, right when collapsed. */
function paintFold(brush: Brush, view: NodeView): void {
  const { context } = brush;
  context.save();
  context.translate(view.layout.width - 13, sizes.header / 2);
  if (view.node.collapsed) context.rotate(-Math.PI / 2);
  context.strokeStyle = quietColour(brush, view);
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(-3.2, -1.6);
  context.lineTo(0, 1.6);
  context.lineTo(3.2, -1.6);
  context.stroke();
  context.restore();
}

function paintProgress(brush: Brush, view: NodeView): void {
  const { state } = view;
  if (state?.status !== 'running') return;
  const { context, theme } = brush;
  const share = state.progress ? state.progress.step / Math.max(1, state.progress.of) : 0.04;
  context.fillStyle = theme.line;
  context.fillRect(0, sizes.header - 1, view.layout.width, 2);
  context.fillStyle = theme.running;
  context.fillRect(0, sizes.header - 1, view.layout.width * Math.min(1, share), 2);
}

export function paintHeader(brush: Brush, view: NodeView, isNoteOpen: boolean): void {
  const { context, theme } = brush;
  const { width } = view.layout;
  context.fillStyle = titleGround(theme, view.node.color);
  context.fill(rounded(width, sizes.header, headerCorners(view)));
  paintTint(brush, view);
  const { complaint } = view;
  const signs = complaint ? headerSigns.note : headerSigns.fold;
  const took = timing(view);
  const large = titleLettering(brush.zoom);
  const small = lettering(brush.zoom);
  const tookWidth = took ? textWidth(context, type.small, took) * small + 8 : 0;
  const middle = sizes.header / 2 + 0.5;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const title = ellipsis(context, type.title, view.title, (width - 10 - signs - tookWidth) / large);
  context.font = type.title;
  context.fillStyle = theme.text;
  write(context, title, sizes.padding + 2, middle, large);
  if (took) {
    context.font = type.small;
    context.textAlign = 'right';
    context.fillStyle = timingColour(brush, view);
    write(context, took, width - signs, middle, small);
  }
  if (complaint) paintNoteSign(brush, complaint, noteSign(width), isNoteOpen);
  paintFold(brush, view);
  paintProgress(brush, view);
}
