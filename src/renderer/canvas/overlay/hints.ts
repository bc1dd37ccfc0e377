import type { Summary } from '../../../graph/summary.ts';
import { parameterValue } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';
import type { Interaction } from '../interaction.ts';
import { boxWords } from '../paint/paintBox.ts';
import { widgetHint } from '../paint/paintWidget.ts';
import type { Scene } from '../scene.ts';
import { type NodeView, portPlace } from '../view/nodeView.ts';
import type { PortView } from '../view/portSpots.ts';
import type { WireView } from '../view/wireView.ts';
import type { Side } from './tooltip.ts';

function flowing(view: NodeView, port: PortView): Summary | undefined {
  const outputs = view.state?.outputs ?? {};
  return port.side === 'output' && Object.hasOwn(outputs, port.name) ? outputs[port.name] : undefined;
}

function portHint(view: NodeView, port: PortView): string {
  const summary = flowing(view, port);
  const needed = port.side === 'output' ? '' : `, ${port.optional ? texts.canvas.optional : texts.canvas.required}`;
  return [
    `${port.label}: ${port.type.replaceAll('_', ' ')}${needed}`,
    port.description,
    summary?.text ?? '',
    summary?.latents?.warning ?? '',
  ]
    .filter(Boolean)
    .join('\n');
}

function titleHint({ entry, title, node }: NodeView): string {
  const first = entry?.docs.split(/(?<=\.)\s/)[0] ?? '';
  const kind = entry && entry.title !== title ? entry.title : '';
  const mode = node.mode === 'bypass' ? texts.canvas.bypassed : node.mode === 'mute' ? texts.canvas.muted : '';
  return [title, kind, first, mode].filter(Boolean).join('\n');
}

function noteHint({ complaint }: NodeView): string {
  return complaint ? [complaint.message, complaint.remedy].filter(Boolean).join('\n') : '';
}

/** What flows in a wire, as the port that it leaves tells. */
function wireHint(scene: Scene, { from, type }: WireView): string {
  const view = scene.allNodes.get(from.node);
  const place = view && portPlace(view, 'output', from.port);
  return place ? portHint(view, place.port) : type.replaceAll('_', ' ');
}

export interface Beside {
  readonly view: NodeView;
  readonly side: Side;
}

/** The node that a hint speaks of, and the side of it where the hint is least in the way. */
export function besideOf({ hover, wire }: Interaction, scene: Scene): Beside | undefined {
  if (wire) {
    const view = scene.nodes.get(wire.refusal?.node ?? '');
    return view && { view, side: 'above' };
  }
  if (!('view' in hover)) return undefined;
  const left = hover.kind === 'port' && hover.place.port.side === 'input';
  return { view: hover.view, side: left ? 'left' : 'right' };
}

/** The whole of what was cut, and what things are for. */
export function hintOf({ hover, wire }: Interaction, scene: Scene): string {
  if (wire) return wire.refusal?.reason ?? '';
  switch (hover.kind) {
    case 'port':
      return portHint(hover.view, hover.place.port);
    case 'widget': {
      const { spec } = hover.widget;
      const driven = hover.view.wired.inputs.has(spec.name);
      return widgetHint(spec, parameterValue(spec, hover.view.node.parameters), driven);
    }
    case 'link':
      return hover.href;
    case 'written':
      return [texts.canvas.saved, ...(hover.view.state?.files ?? [])].join('\n');
    case 'note':
      return noteHint(hover.view);
    case 'title':
      return titleHint(hover.view);
    case 'wire':
      return wireHint(scene, hover.wire);
    case 'group':
      return hover.group.title;
    case 'box':
      return [hover.box.group.title, boxWords(hover.box), texts.canvas.toExpand].filter(Boolean).join('\n');
    case 'fold':
    case 'group-fold':
      return texts.canvas.fold;
    default:
      return '';
  }
}
