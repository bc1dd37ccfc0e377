import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { problemFrom } from '../../../graph/problem.ts';
import type { KeptAutosaves } from '../../../protocol/types.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import type { TabPlaces } from '../../page/tabPlaces.ts';
import type { KeptWork, WorkStore } from '../../page/workStore.ts';
import type { EditorStore } from '../document/createEditor.ts';
import type { Files } from '../document/files.ts';
import type { Log } from '../log.ts';
import type { Autosave } from './autosave.ts';
import type { KeptHistory } from './keptHistory.ts';

/** Work that was never saved and that no open window shows. */
export interface Recovery {
  /** The newest first. */
  readonly works: ReadonlySignal<readonly KeptWork[]>;
  /** Looks for it in this browser and in the workspace. */
  refresh(): Promise<void>;
  /** Opens what was open in this window before it was reloaded; false when it is new. */
  resume(): Promise<boolean>;
  /** From now on the order of the tabs is kept for the next reload. */
  begin(): void;
  /** Continues with work; it is this window's from then on. */
  open(work: KeptWork): Promise<boolean>;
  discard(work: KeptWork): Promise<void>;
}

interface Dependencies {
  readonly client: HostClient;
  readonly editor: EditorStore;
  readonly files: Files;
  readonly autosave: Autosave;
  readonly works: WorkStore;
  readonly history: Pick<KeptHistory, 'read' | 'restore'>;
  readonly places: TabPlaces;
  readonly log: Log;
  /** Ids of the windows of this browser that are open. */
  readonly openWindows: () => Promise<ReadonlySet<string>>;
}

const NOTHING: KeptAutosaves = { autosaves: [], open: [], workspace: '' };

const nameOf = ({ window, document }: KeptWork) => `${window}.${document}`;

/** Of two copies of the same work the newer counts. */
function newest(works: readonly KeptWork[]): readonly KeptWork[] {
  const found = new Map<string, KeptWork>();
  for (const work of works) {
    const known = found.get(nameOf(work));
    if (!known || known.time < work.time) found.set(nameOf(work), work);
  }
  return [...found.values()].sort((one, other) => other.time - one.time);
}

/** A file of another workspace is not there to be saved to. */
function inWorkspace(work: KeptWork, workspace: string): KeptWork {
  const elsewhere = work.workspace !== null && workspace !== '' && work.workspace !== workspace;
  return elsewhere ? { ...work, savedAs: null, stamp: null, unsaved: true, history: null } : work;
}

export function createRecovery(dependencies: Dependencies): Recovery {
  const { client, editor, files, autosave, works: store, history, places, log, openWindows } = dependencies;
  const works = signal<readonly KeptWork[]>([]);

  /** A copy that cannot be read is none; the other may be there. */
  const look = async () => {
    const [page, host, windows] = await Promise.all([
      store.list().catch(() => []),
      client.call('listAutosaves', {}).catch(() => NOTHING),
      openWindows(),
    ]);
    const { workspace, autosaves, open } = host;
    const fromHost = autosaves.map((work) => ({ ...work, unsaved: true, workspace, stamp: null, history: null }));
    const all = newest([...page, ...fromHost].map((work) => inWorkspace(work, workspace)));
    const ours = new Set(page.map(({ window }) => window));
    // A window of this browser is open while it holds its lock; of others only the host can know.
    const isOpen = ({ window }: KeptWork) => windows.has(window) || (!ours.has(window) && open.includes(window));
    return { all, isOpen };
  };

  const isOpenHere = (work: KeptWork) => editor.tabs.peek().some(({ document }) => document.id === work.document);
  const isOwn = ({ window }: KeptWork) => window === client.windowId;

  const refresh = async () => {
    const { all, isOpen } = await look();
    const lost = all.filter((work) => (isOwn(work) ? !isOpenHere(work) : !isOpen(work)));
    works.value = lost.filter(({ unsaved }) => unsaved);
    const over = lost.filter(({ unsaved }) => !unsaved);
    await Promise.all(over.map((work) => store.remove(work).catch(() => undefined)));
  };

  const forget = async (work: KeptWork) => {
    works.value = works.peek().filter((each) => each !== work);
    try {
      await autosave.remove(work);
    } catch (thrown) {
      log.problem(problemFrom(thrown));
    }
  };

  /** What undo leads to is read before the workflow is shown: a key pressed as soon as it is there finds it. */
  const reopen = async (work: KeptWork, at?: number): Promise<boolean> => {
    const past = work.history === null ? undefined : await history.read(work.document, work.history);
    const document = await files.resume(work, at);
    if (document && past) history.restore(document, past);
    return document !== undefined;
  };

  /** The other tabs, in the order in which they were. */
  const reopenBehind = async (own: readonly KeptWork[]) => {
    for (const [at, id] of places.read().open.entries()) {
      const work = own.find(({ document }) => document === id);
      if (work && !isOpenHere(work)) await reopen(work, at);
    }
  };

  return {
    works,
    refresh,
    discard: forget,
    begin() {
      effect(() => {
        const open = editor.tabs.value.map(({ document }) => document.id);
        places.write({ open, shown: editor.document.value.id });
      });
    },
    async resume() {
      const { all } = await look();
      const { shown } = places.read();
      const own = all.filter(isOwn);
      const inTurn = [...own.filter(({ document }) => document === shown), ...own];
      if (own[0]) autosave.follow(own[0].time);
      for (const work of inTurn) {
        if (!(await reopen(work))) continue;
        await reopenBehind(own);
        return true;
      }
      return false;
    },
    async open(work) {
      if (!(await files.openRecovered(work))) return false;
      const document = editor.document.peek();
      await autosave.flush();
      if (autosave.isKept(document)) await forget(work);
      return true;
    },
  };
}
