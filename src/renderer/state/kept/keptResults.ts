import { effect } from '@preact/signals';
import { problemFrom } from '../../../graph/problem.ts';
import type { KeptResult, ResultChange, ResultStore } from '../../page/resultStore.ts';
import { texts } from '../../text/texts.ts';
import type { EditorStore } from '../document/createEditor.ts';
import { createDocument, type WorkflowDocument } from '../document/document.ts';
import type { NodeState } from '../document/editor.ts';
import { bytesOfPart, createSharedParts, type Part, storable } from '../document/sharedParts.ts';
import type { Gallery } from '../gallery/gallery.ts';
import type { Log } from '../log.ts';
import { isEarlier } from '../run/reduce.ts';
import { goneWindows } from './goneWindows.ts';
import { nodeSource, pictureSource, reportSource, restored, type Source } from './resultRecords.ts';

/** Pictures and reports of this window, kept in the browser over a reload. */
export interface KeptResults {
  /** Brings back what this window had before it was reloaded; to be called when its workflow is open again. */
  restore(): Promise<void>;
  /** From now on what is new is kept. */
  begin(): void;
  flush(): Promise<void>;
  stop(): void;
}

interface Dependencies {
  readonly windowId: string;
  readonly store: ResultStore;
  readonly editor: EditorStore;
  readonly gallery: Gallery;
  readonly log: Log;
  /** Shows states of nodes as those of a workflow that is open. */
  readonly showStates: (document: WorkflowDocument, states: ReadonlyMap<string, NodeState>) => void;
  readonly openWindows: () => Promise<ReadonlySet<string>>;
  readonly interval?: number;
  readonly budget?: number;
}

const INTERVAL = 1000;
/** Of one window: its pictures, those on its nodes, and the workflows that made them. */
const BYTES = 320 * 1024 * 1024;
/** Of windows that are gone: the browser may bring a tab back. */
const BYTES_OF_GONE = 512 * 1024 * 1024;

const hasEnded = ({ status }: NodeState) => status === 'done' || status === 'cached' || status === 'failed';

export function createKeptResults(dependencies: Dependencies): KeptResults {
  const { windowId, store, editor, gallery, log, showStates, openWindows } = dependencies;
  const { interval = INTERVAL, budget = BYTES } = dependencies;
  const shared = createSharedParts();
  /** What is in the store, by id. */
  const kept = new Map<string, object>();
  let keptParts: ReadonlySet<string> = new Set();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  let refused = false;
  let isRestored = false;
  let stopWatching: (() => void) | undefined;

  /** What a node that runs showed before stays as it was kept. */
  const nodeSources = (): readonly Source[] => {
    const all = [...editor.openStates.peek()].flatMap(([document, states]) =>
      [...states].map(([node, state]) => ({ document, node, state })),
    );
    return all.flatMap(({ document, node, state }) => {
      const source = nodeSource(document, node, state);
      if (hasEnded(state) || isEarlier(state)) return [source];
      const before = kept.get(source.id);
      return before ? [{ ...source, source: before }] : [];
    });
  };
  /** What is to be kept, the most important first, as much as fits into the budget. */
  const wanted = (): readonly Source[] => {
    const newest = gallery.results.peek().toReversed().map(pictureSource);
    const all = [...nodeSources(), ...gallery.reports.peek().map(reportSource), ...newest];
    const parts = new Set<Part>();
    let bytes = 0;
    return all.filter((source) => {
      const more = source.parts.filter((part) => !parts.has(part));
      bytes += more.reduce((sum, part) => sum + bytesOfPart(part), 0);
      if (bytes > budget) return false;
      for (const part of more) parts.add(part);
      return true;
    });
  };
  const changeTo = (sources: readonly Source[]): ResultChange => {
    const parts = new Map(
      sources.flatMap((source) => source.parts.map((part) => [shared.nameOf(part), part] as const)),
    );
    const ids = new Set(sources.map(({ id }) => id));
    const change = {
      results: sources.filter(({ id, source }) => kept.get(id) !== source).map(recordOf),
      parts: [...parts]
        .filter(([id]) => !keptParts.has(id))
        .map(([id, part]) => ({ window: windowId, id, value: storable(part) })),
      goneResults: [...kept.keys()].filter((id) => !ids.has(id)),
      goneParts: [...keptParts].filter((id) => !parts.has(id)),
    };
    for (const id of change.goneResults) kept.delete(id);
    for (const { id, source } of sources) kept.set(id, source);
    keptParts = new Set(parts.keys());
    return change;
  };
  const recordOf = ({ id, parts, value }: Source): KeptResult => ({
    window: windowId,
    id,
    time: Date.now(),
    parts: parts.map(shared.nameOf),
    bytes: parts.reduce((sum, part) => sum + bytesOfPart(part), 0),
    value,
  });

  const giveUp = (thrown: unknown) => {
    if (refused) return;
    refused = true;
    log.note({
      level: 'warning',
      message: texts.messages.resultsNotKept(problemFrom(thrown).message),
      remedy: texts.messages.resultsNotKeptAbout,
    });
  };
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (refused) return;
    const change = changeTo(wanted());
    if (Object.values(change).every((list) => list.length === 0)) return;
    const written = store.write(windowId, change).catch(giveUp);
    writing = Promise.all([writing, written]).then(() => undefined);
  };

  /** What other windows left: of the oldest, as much as is too much or too old. */
  const forgetGone = async () => {
    const [windows, open] = await Promise.all([store.windows(), openWindows()]);
    for (const window of goneWindows(windows, new Set([...open, windowId]), BYTES_OF_GONE)) await store.forget(window);
  };

  return {
    async restore() {
      try {
        const { results, parts } = await store.read(windowId);
        const records = results.map(({ value, parts: names }) => {
          return { value, parts: names.map((name) => parts.get(name)).filter((part) => part !== undefined) };
        });
        for (const [name, part] of parts) shared.learn(name, part);
        const open = editor.tabs.peek().map(({ document }) => document);
        const complete = records.filter(({ parts: own }, at) => own.length === results[at]?.parts.length);
        const found = restored(complete, documentsBy(new Map(open.map((document) => [document.id, document]))));
        for (const { id } of results) kept.set(id, {});
        keptParts = new Set(parts.keys());
        gallery.restore(found.results, found.reports);
        for (const document of open) showStates(document, found.states.get(document) ?? new Map());
        isRestored = true;
      } catch (thrown) {
        giveUp(thrown);
      }
    },
    begin() {
      if (!isRestored) store.forget(windowId).catch(giveUp);
      stopWatching ??= effect(() => {
        gallery.results.value;
        gallery.reports.value;
        editor.openStates.value;
        timer ??= setTimeout(write, interval);
      });
      forgetGone().catch(giveUp);
    },
    async flush() {
      write();
      await writing;
    },
    stop() {
      clearTimeout(timer);
      stopWatching?.();
    },
  };
}

/** Workflows that are not open any more are told apart only. */
function documentsBy(known: Map<string, WorkflowDocument>): (id: string) => WorkflowDocument {
  return (id) => {
    const document = known.get(id) ?? createDocument(undefined, null, null, { id });
    known.set(id, document);
    return document;
  };
}
