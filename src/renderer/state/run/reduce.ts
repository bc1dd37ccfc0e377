import type { Picture, RunEvent } from '../../../graph/events.ts';
import type { NodeState } from '../document/editor.ts';

export type NodeStates = ReadonlyMap<string, NodeState>;

export const IDLE: NodeState = { status: 'idle', pictures: [], outputs: {}, warnings: [] };

/** What stays of a state when something new begins: the last result, until a newer one takes its place. */
export function lastResult(state: NodeState): NodeState {
  const { progress: _, preview: __, problem: ___, ...rest } = state;
  return { ...rest, status: 'idle' };
}

/** It shows the result of an earlier run, which may no longer be what it would compute. */
export function isEarlier({ status, pictures, outputs }: NodeState): boolean {
  return status === 'idle' && (pictures.length > 0 || Object.keys(outputs).length > 0);
}

function progressed(state: NodeState, event: Extract<RunEvent, { type: 'progress' }>): NodeState {
  const { step, of, left } = event;
  const preview = event.preview ?? state.preview;
  return {
    ...state,
    status: 'running',
    progress: { step, of, ...(left === undefined ? {} : { left }) },
    ...(preview ? { preview } : {}),
  };
}

function finished(state: NodeState, event: Extract<RunEvent, { type: 'finished' }>): NodeState {
  const { outputs, warnings, milliseconds, cached, key } = event;
  const pictures = event.pictures ?? state.pictures;
  const files = event.files.length > 0 ? { files: event.files } : {};
  return { status: cached ? 'cached' : 'done', outputs, warnings, pictures, key, milliseconds, ...files };
}

function failed(state: NodeState, event: Extract<RunEvent, { type: 'failed' }>): NodeState {
  return { ...lastResult(state), status: 'failed', problem: event.problem };
}

/** Takes back what waits or runs: after a run that ended early, or an engine that went away. */
function settle(states: Map<string, NodeState>): void {
  for (const [id, state] of states) {
    if (state.status === 'queued' || state.status === 'running') states.set(id, lastResult(state));
  }
}

function apply(states: Map<string, NodeState>, event: RunEvent): void {
  const update = (id: string, change: (state: NodeState) => NodeState) =>
    states.set(id, change(states.get(id) ?? IDLE));
  switch (event.type) {
    case 'queued':
      for (const id of event.nodes) update(id, (state) => ({ ...lastResult(state), status: 'queued' }));
      break;
    case 'started':
      update(event.node, (state) => ({ ...lastResult(state), status: 'running' }));
      break;
    case 'progress':
      update(event.node, (state) => progressed(state, event));
      break;
    case 'finished':
      update(event.node, (state) => finished(state, event));
      break;
    case 'failed':
      update(event.node, (state) => failed(state, event));
      break;
    case 'done':
      settle(states);
      break;
  }
}

/** Equal keys mean equal bytes: whatever else an event said of a result that was shown already, it shows nothing new. */
function showsNothingNew(before: NodeState | undefined, after: NodeState): before is NodeState {
  if (!before || before.key === undefined || before.key !== after.key || before.status !== after.status) return false;
  if (before.preview !== after.preview || isUnderWay(before) || isUnderWay(after)) return false;
  return (
    sameElements(before.pictures, after.pictures) &&
    sameElements(before.warnings, after.warnings) &&
    sameElements(before.files ?? [], after.files ?? [])
  );
}

function isUnderWay({ progress, problem }: NodeState): boolean {
  return progress !== undefined || problem !== undefined;
}

function sameElements(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element, index) => element === other[index]);
}

/** By node, what it showed of its steps at last. */
function previewsIn(states: NodeStates, events: readonly RunEvent[]): ReadonlyMap<string, Picture> {
  const previews = new Map([...states].flatMap(([id, { preview }]) => (preview ? [[id, preview] as const] : [])));
  for (const event of events) if (event.type === 'progress' && event.preview) previews.set(event.node, event.preview);
  return previews;
}

/** Of a node that has nothing else to show. */
function withPreview(state: NodeState, preview: Picture | undefined): NodeState {
  const isWanted = preview !== undefined && state.preview === undefined && state.pictures.length === 0;
  return isWanted && state.problem === undefined ? { ...state, preview } : state;
}

/**
 * What is known of the nodes after these events, in order. The state of a node that shows what it showed before is the
 * same object, and so are all of them where nothing changed: nothing is painted anew for it.
 * @param keepsPreviews the newest step stays in sight until there is a newer one: under a slider runs follow each other, and
 * nodes would grow and shrink in each
 */
export function applyRunEvents(states: NodeStates, events: readonly RunEvent[], keepsPreviews = false): NodeStates {
  const next = new Map(states);
  for (const event of events) apply(next, event);
  const previews = keepsPreviews ? previewsIn(states, events) : undefined;
  for (const [id, bare] of next) {
    const before = states.get(id);
    const state = withPreview(bare, previews?.get(id));
    next.set(id, showsNothingNew(before, state) ? before : state);
  }
  const isSame = next.size === states.size && [...next].every(([id, state]) => state === states.get(id));
  return isSame ? states : next;
}
