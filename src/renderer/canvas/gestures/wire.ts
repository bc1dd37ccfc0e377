import { connect, disconnect } from '../../../graph/edit/connect.ts';
import { refusal } from '../../../graph/edit/refusal.ts';
import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { WireEnd } from '../../state/document/editor.ts';
import { texts } from '../../text/texts.ts';
import { type PendingWire, portKey } from '../interaction.ts';
import type { Stage } from '../stage.ts';
import type { PortPlace } from '../view/layout.ts';
import { type NodeView, portPoint } from '../view/nodeView.ts';
import type { Point } from '../view/rect.ts';
import { dragged, type Gesture, gestureKey, type Sample } from './gesture.ts';
import { type Landing, landingPort } from './landing.ts';

interface Anchor {
  readonly end: WireEnd;
  readonly point: Point;
  readonly type: PendingWire['type'];
  /** The input that the wire was picked up from. */
  readonly lifted: LinkEnd | undefined;
}

function anchorAt(view: NodeView, place: PortPlace, type: PendingWire['type']): Anchor {
  const { side, name } = place.port;
  return { end: { node: view.id, port: name, side }, point: portPoint(view, place), type, lifted: undefined };
}

/** Dragging from a wired input picks its wire up: what holds is the output at its other end. */
function anchorFor(stage: Stage, view: NodeView, place: PortPlace): Anchor {
  const { side, name, type } = place.port;
  const wires = stage.scene().wires;
  if (side === 'output') {
    const flowing = wires.find((wire) => wire.from.node === view.id && wire.from.port === name)?.type;
    return anchorAt(view, place, flowing ?? type);
  }
  const wire = wires.find((each) => each.to.node === view.id && each.to.port === name);
  if (!wire) return anchorAt(view, place, type);
  return { end: { ...wire.from, side: 'output' }, point: wire.start, type: wire.type, lifted: wire.to };
}

const ends = (anchor: WireEnd, other: LinkEnd): { from: LinkEnd; to: LinkEnd } =>
  anchor.side === 'output' ? { from: anchor, to: other } : { from: other, to: anchor };

/** Every port that would take the wire; asked once, when it is picked up. */
function acceptingPorts(stage: Stage, workflow: Workflow, anchor: WireEnd): ReadonlySet<string> {
  const accepts = new Set([portKey(anchor.node, anchor.side, anchor.port)]);
  for (const view of stage.scene().nodes.values()) {
    const places = anchor.side === 'output' ? view.layout.inputs : view.layout.outputs;
    for (const { port } of places) {
      const { from, to } = ends(anchor, { node: view.id, port: port.name });
      if (refusal(workflow, stage.editor.registry, from, to) === undefined) {
        accepts.add(portKey(view.id, port.side, port.name));
      }
    }
  }
  return accepts;
}

/** Draws a wire from a port, forwards or backwards. Dropped on nothing it asks for the nodes that fit. */
export function wireGesture(stage: Stage, view: NodeView, place: PortPlace): Gesture {
  const { editor, interaction } = stage;
  const anchor = anchorFor(stage, view, place);
  const before = editor.workflow.peek();
  const base = anchor.lifted ? disconnect(before, anchor.lifted) : before;
  const accepts = acceptingPorts(stage, base, anchor.end);
  const key = gestureKey('wire');
  let pressed: Point | undefined;
  let pulled = false;

  function show(sample: Sample): void {
    const landing = landingPort(stage.scene(), sample.graph, { anchor: anchor.end, accepts, lifted: anchor.lifted });
    const lands = landing?.verdict === 'accepts';
    interaction.wire = {
      anchor: anchor.end,
      anchorPoint: anchor.point,
      type: anchor.type,
      loose: landing?.point ?? sample.graph,
      target: lands ? landing.end : undefined,
      refusal: landing && !lands ? { node: landing.end.node, reason: refuse(landing) } : undefined,
      accepts,
      lifted: anchor.lifted,
    };
    stage.repaint();
  }

  function refuse({ end, verdict }: Landing): string {
    if (verdict === 'taken') return texts.canvas.inputTaken;
    const { from, to } = ends(anchor.end, end);
    return refusal(base, editor.registry, from, to) ?? texts.canvas.wireAbout;
  }

  function finish(): PendingWire | undefined {
    const wire = interaction.wire;
    interaction.wire = undefined;
    stage.repaint();
    return wire;
  }

  function land(target: LinkEnd): void {
    const { from, to } = ends(anchor.end, target);
    const same = anchor.lifted && to.node === anchor.lifted.node && to.port === anchor.lifted.port;
    if (!same) editor.edit(texts.steps.connect, () => connect(base, editor.registry, from, to), key);
  }

  return {
    cursor: 'crosshair',
    move(sample) {
      pressed ??= sample.screen;
      pulled ||= dragged(pressed, sample.screen);
      if (pulled) show(sample);
    },
    end(sample) {
      const wire = finish();
      if (!pulled) return;
      if (wire?.target) return land(wire.target);
      if (wire?.refusal !== undefined) return;
      if (anchor.lifted) editor.edit(texts.steps.disconnect, () => base, key);
      else
        stage.requests.palette({
          screen: [sample.event.clientX, sample.event.clientY],
          graph: sample.graph,
          wire: anchor.end,
        });
    },
    cancel: finish,
  };
}
