import type { Brush } from './paint/brush.ts';
import { lettering } from './paint/levels.ts';
import { noteSize } from './paint/paintProblem.ts';
import type { Scene } from './scene.ts';
import type { NodeView } from './view/nodeView.ts';
import { type NoteRequest, placeNotes } from './view/notePlaces.ts';
import type { Rect } from './view/rect.ts';

/** What the user opened or folded: a note is known by its node and by what it says, so that another one begins anew. */
export type NoteChoices = ReadonlyMap<string, boolean>;

export type NotePlaces = ReadonlyMap<string, Rect>;

export function noteKey({ id, complaint }: NodeView): string {
  return `${id}\n${complaint?.message}`;
}

interface Known {
  readonly choices: NoteChoices;
  readonly scale: number;
  readonly places: NotePlaces;
}

const known = new WeakMap<Scene, Known>();

/** Where the notes stand that are open, in the graph, by the id of their node. */
export function notesIn(scene: Scene, choices: NoteChoices, brush: Pick<Brush, 'context' | 'zoom'>): NotePlaces {
  const scale = lettering(brush.zoom);
  const last = known.get(scene);
  if (last?.choices === choices && last.scale === scale) return last.places;
  const requests = [...scene.nodes.values()].flatMap((view) => requestOf(view, choices, brush));
  const places = requests.length === 0 ? new Map() : placeNotes(requests, rectsIn(scene));
  known.set(scene, { choices, scale, places });
  return places;
}

function requestOf(view: NodeView, choices: NoteChoices, brush: Pick<Brush, 'context' | 'zoom'>): NoteRequest[] {
  const { id, rect, complaint } = view;
  if (!complaint) return [];
  return [{ id, rect, size: noteSize(brush, view, complaint), open: choices.get(noteKey(view)) }];
}

function rectsIn({ nodes, boxes }: Scene): ReadonlyMap<string, Rect> {
  return new Map([
    ...[...nodes.values()].map(({ id, rect }) => [id, rect] as const),
    // Ids of nodes hold no colon.
    ...boxes.map(({ group, rect }) => [`group:${group.id}`, rect] as const),
  ]);
}

/** The choices after a press on the signs of these nodes: all are opened, or folded where all are open. */
export function toggledNotes(choices: NoteChoices, views: readonly NodeView[], places: NotePlaces): NoteChoices {
  const noted = views.filter(({ complaint }) => complaint);
  const open = !noted.every(({ id }) => places.has(id));
  return new Map([...choices, ...noted.map((view) => [noteKey(view), open] as const)]);
}
