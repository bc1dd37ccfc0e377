import type { ForeignGraph, ForeignNode } from '../foreignGraph.ts';
import { widgetsOf } from '../widgets.ts';
import { type FoldedGraph, foldWholes, type NoWhole, type Whole } from './foldWholes.ts';
import { type ForeignWiring, foreignWiring } from './foreignWiring.ts';

/** Of SaveVideo and CreateVideo: what Save video does, too. */
const AS_HERE: ReadonlySet<unknown> = new Set(['auto', 'mp4', 'h264', '8-bit', '8', 8, 'sRGB', 'none']);

const FASTEST = 240;

/**
 * Puts SaveVideo together with the CreateVideo that it saves, where the film has no sound: a film is a row of pictures here, and
 * Save video writes them at a rate.
 */
export function foldVideos(graph: ForeignGraph): FoldedGraph {
  const saving = graph.nodes.filter(({ type }) => type === 'SaveVideo');
  if (saving.length === 0) return { graph, parts: new Set() };
  const wiring = foreignWiring(graph);
  const leading = new Set(graph.links.map(({ from }) => from.node));
  const read = new Map(
    saving.map((node) => [
      node.id,
      leading.has(node.id) ? { because: 'its output is used, and Save video here gives pictures' } : film(node, wiring),
    ]),
  );
  return foldWholes(graph, read, 'Save video');
}

function film(node: ForeignNode, wiring: ForeignWiring): Whole | NoWhole {
  const into = wiring.into(node.id);
  const source = into.get('video');
  const made = source && wiring.nodes.get(source.node);
  if (!made) return { because: 'nothing is wired to its "video"' };
  if (made.type !== 'CreateVideo') return { because: `its video comes from ${made.type.slice(0, 80)}` };
  if (made.mode !== 'on' && made.mode !== node.mode) return { because: 'its video is switched off' };
  const wires = wiring.into(made.id);
  if (wires.has('audio')) return { because: 'its film has sound, which is no wire here' };
  const widgets = widgetsOf(node, ['filename_prefix']);
  const own = widgetsOf(made, ['fps']);
  // What stands beside a wire is not looked at.
  const fps = wires.has('fps') ? 30 : (own.number('fps') ?? 30);
  const filename_prefix = widgets.text('filename_prefix') ?? 'video/ComfyUI';
  const because =
    widgets.unreadable() ??
    own.unreadable() ??
    otherWires([...into.keys(), ...wires.keys()]) ??
    otherwiseWritten([...settingsOf(node, 'filename_prefix'), ...settingsOf(made, 'fps')]) ??
    (fps > 0 && fps <= FASTEST ? undefined : `it shows ${fps} pictures a second`);
  if (because !== undefined) return { because };
  return { values: { filename_prefix, fps }, wires: new Map(wires), parts: [made.id] };
}

function otherWires(names: readonly string[]): string | undefined {
  const other = names.find((name) => !['video', 'images', 'fps'].includes(name));
  return other === undefined ? undefined : `its "${other}" comes from a wire`;
}

/** The values of a node but for its first one. */
function settingsOf({ values, given }: ForeignNode, first: string): readonly unknown[] {
  const own = Array.isArray(values)
    ? values.slice(1)
    : Object.entries(values).flatMap(([name, value]) => (name === first ? [] : [value]));
  return [...own, ...Object.entries(given).flatMap(([name, value]) => (name === first ? [] : [value]))];
}

function otherwiseWritten(settings: readonly unknown[]): string | undefined {
  const other = settings.find((each) => each !== null && !AS_HERE.has(each));
  return other === undefined ? undefined : `its "${String(other).slice(0, 40)}" is not written here`;
}
