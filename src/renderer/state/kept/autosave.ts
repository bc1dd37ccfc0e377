import { effect } from '@preact/signals';
import { paced } from '../../../graph/paced.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { serializedInPieces } from '../../../graph/workflow/serialize.ts';
import { AUTOSAVES_KEPT, type AutosaveKey, type AutosaveTitle } from '../../../protocol/autosave.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { type PageTurns, pageTurns } from '../../page/pageTurns.ts';
import type { WorkStore } from '../../page/workStore.ts';
import { dayAndTime } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { WorkflowDocument } from '../document/document.ts';
import type { Tab } from '../document/tabs.ts';
import type { Log } from '../log.ts';
import type { KeptHistory } from './keptHistory.ts';
import { createHostCopies, createPageCopies, type Work } from './workCopies.ts';

const INTERVAL = 1500;

export interface Autosave {
  /** Work is kept from now on: before, nothing takes the place of what this window kept before a reload. */
  begin(): void;
  /** What is kept from now on is newer than what was kept at this time, also where the clock was set back since. */
  follow(time: number): void;
  /** Writes now what would be written in a moment. @returns when it is written. */
  flush(): Promise<void>;
  /** Whether a workflow is kept somewhere as it is. */
  isKept(document: WorkflowDocument): boolean;
  /** Forgets work in both places. */
  remove(key: AutosaveKey): Promise<void>;
  stop(): void;
}

export interface SmallPicture {
  /** A data URL; undefined where there is none. */
  readonly url: string | undefined;
  /** Otherwise a newer one is to be had in a moment. */
  readonly isNewest: boolean;
}

interface Dependencies {
  readonly client: HostClient;
  readonly editor: EditorStore;
  readonly log: Log;
  readonly works: WorkStore;
  readonly history: Pick<KeptHistory, 'keep'>;
  /** The folder that the host saves to; null while it is not known. */
  readonly workspace: () => string | null;
  /** A small picture of a workflow; with `last` the newest one, since none may be asked for after it. */
  readonly picture?: (document: WorkflowDocument, last: boolean) => SmallPicture;
  readonly interval?: number;
}

/** What of the editor is to be kept; equal parts, equal copies. */
interface State {
  readonly workflow: Workflow;
  readonly document: WorkflowDocument;
  readonly path: string | null;
  readonly unsaved: boolean;
}

/** With the name of what undo and redo lead to, where it is shown: both may change and come back to the same workflow. */
interface KeptState extends State {
  readonly history: string | null;
}

function same(one: KeptState, other: KeptState): boolean {
  return (
    one.workflow === other.workflow &&
    one.path === other.path &&
    one.unsaved === other.unsaved &&
    (one.history === other.history || other.history === null)
  );
}

/**
 * Keeps work safe, that of each workflow for itself: in this browser and in the workspace, at most a moment after each
 * change. Copies go when the work is saved.
 */
export function createAutosave(dependencies: Dependencies): Autosave {
  const { client, editor, log, works, history, workspace, picture, interval = INTERVAL } = dependencies;
  const sayDropped = createDroppedNote(log);
  const turns = pageTurns();
  const page = createPageCopies(works, log, sayDropped);
  const host = createHostCopies(client, page, turns, log, sayDropped);
  const written = new Map<string, KeptState>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: WorkflowDocument | undefined;
  let open: ReadonlyMap<WorkflowDocument, State> = new Map();
  let time = 0;

  /** Of two states of a window the later one is the newer also where both fall into one millisecond. */
  const now = () => {
    time = Math.max(Date.now(), time + 1);
    return time;
  };
  /** Documents whose copies have a picture that is not the newest. */
  const outdated = new Set<string>();
  const pictureOf = ({ document, unsaved }: State, last: boolean): SmallPicture =>
    (unsaved ? picture?.(document, last) : undefined) ?? { url: undefined, isNewest: true };
  const workOf = (
    { workflow, document, path, unsaved, history }: KeptState,
    picture: SmallPicture,
    open: boolean,
  ): Work => ({
    window: client.windowId,
    document: document.id,
    name: workflow.name,
    time: now(),
    text: textOf(workflow, turns),
    savedAs: path,
    stamp: document.stamp.peek(),
    origin: document.origin,
    picture: picture.url ?? null,
    unsaved,
    workspace: workspace(),
    history,
    open,
  });
  /** @param last nothing may be kept after it */
  const keep = (current: State, open: boolean, last: boolean) => {
    const { id } = current.document;
    const state = { ...current, history: open ? history.keep(current.document) : null };
    const before = written.get(id);
    const isKept = before !== undefined && same(before, state) && (open || state.unsaved);
    if (isKept && !outdated.has(id)) return;
    const picture = pictureOf(current, last);
    if (isKept && !picture.isNewest) return;
    outdated[picture.isNewest ? 'delete' : 'add'](id);
    written.set(id, state);
    const work = workOf(state, picture, open);
    page.keep(work);
    host.keep(work);
  };
  const remove = async (key: AutosaveKey) => {
    await Promise.all([page.remove(key), host.remove(key)]);
  };
  /** What is shown last: it is the newest. */
  const keepAll = (isLast: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    for (const [document, state] of open) if (document !== last) keep(state, true, isLast);
    const shown = last && open.get(last);
    if (shown) keep(shown, true, isLast);
    if (outdated.size > 0) keepSoon();
  };
  const keepSoon = () => {
    timer ??= setTimeout(keepAll, interval, false);
  };
  const stateOf = ({ workflow, document, unsaved }: Tab): State => {
    return { workflow, document, path: document.path.value, unsaved };
  };
  /** Of a workflow that was closed while it was being saved. */
  const forgetOnceSaved = ({ workflow, document }: State) => {
    const stop = document.saved.subscribe(({ nodes, links }) => {
      if (nodes !== workflow.nodes || links !== workflow.links) return;
      void remove({ window: client.windowId, document: document.id });
      queueMicrotask(() => stop());
    });
  };
  const watch = () => {
    const tabs = editor.tabs.value;
    const before = open;
    open = new Map(tabs.map((tab) => [tab.document, stateOf(tab)]));
    for (const [document, state] of before) {
      if (open.has(document)) continue;
      keep(state, false, true);
      if (state.unsaved) forgetOnceSaved(state);
    }
    const shown = tabs.find(({ isShown }) => isShown);
    // Coming back to it is a change: what is shown is the newest.
    if (shown && last !== shown.document) written.delete(shown.document.id);
    last = shown?.document;
    keepSoon();
  };
  let stopWatching: (() => void) | undefined;

  return {
    begin() {
      stopWatching ??= effect(watch);
    },
    follow(earlier) {
      time = Math.max(time, earlier);
    },
    async flush() {
      await turns.hurry(() => {
        keepAll(true);
        return Promise.all([page.idle(), host.idle()]);
      });
    },
    isKept({ id }) {
      return page.has(id) || host.has(id);
    },
    remove,
    stop() {
      clearTimeout(timer);
      stopWatching?.();
      host.stop();
    },
  };
}

/** A workflow is never changed: its text may be made later, and a piece at a time. */
function textOf(workflow: Workflow, turns: PageTurns): () => Promise<string> {
  let text: Promise<string> | undefined;
  return () => {
    text ??= paced(serializedInPieces(workflow), turns);
    return text;
  };
}

/** Says what had to go, each once: both places drop the same. */
function createDroppedNote(log: Log): (dropped: readonly AutosaveTitle[]) => void {
  const said = new Set<string>();
  return (dropped) => {
    for (const { document, name, time } of dropped) {
      if (said.has(document)) continue;
      said.add(document);
      log.notify({
        level: 'warning',
        message: texts.messages.workDropped(name, dayAndTime(time)),
        remedy: texts.messages.workDroppedAbout(AUTOSAVES_KEPT),
      });
    }
  };
}
