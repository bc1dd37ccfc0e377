import { testRegistry } from '../../graph/edit/testing/registry.ts';
import type { Autosave } from '../../protocol/autosave.ts';
import { createHistoryStore } from '../page/historyStore.ts';
import { createTabPlaces } from '../page/tabPlaces.ts';
import { createWorkStore } from '../page/workStore.ts';
import { workflowReader } from '../reading/readWorkflow.ts';
import { createEditor } from '../state/document/createEditor.ts';
import type { WorkflowDocument } from '../state/document/document.ts';
import { createFiles } from '../state/document/files.ts';
import { createAutosave, type SmallPicture } from '../state/kept/autosave.ts';
import { createKeptHistory } from '../state/kept/keptHistory.ts';
import { createRecovery } from '../state/kept/recovery.ts';
import { createLog } from '../state/log.ts';
import { createPreferences, type KeyValueStore } from '../state/preferences.ts';
import { createFakeEngine } from './fakeEngine.ts';
import { memoryStore } from './memoryStore.ts';

/** What the host keeps of all windows, and which of them it hears of. */
export function createFakeHost(workspace = '/workspace') {
  const kept = new Map<string, Autosave>();
  const open = new Set<string>();
  /** What writing fails with, as long as it does. */
  const fault: { current: Error | undefined } = { current: undefined };
  const keyOf = (key: { readonly window: string; readonly document: string }) => `${key.window}.${key.document}`;
  const answers: Parameters<typeof createFakeEngine>[0] = {
    listAutosaves: () => ({ autosaves: [...kept.values()], open: [...open], workspace }),
    writeAutosave(work) {
      if (fault.current) throw fault.current;
      kept.set(keyOf(work), work);
      return { dropped: [] };
    },
    clearAutosave(key) {
      kept.delete(keyOf(key));
      return null;
    },
  };
  return { kept, open, fault, answers, workspace };
}

/** A window of a browser whose storage is `indexedDB`; `browser` are the ids of its open windows. */
export function openFakeWindow(
  windowId: string,
  host: ReturnType<typeof createFakeHost>,
  browser: Set<string>,
  {
    storage = memoryStore(),
    picture,
    ...historyOptions
  }: {
    readonly storage?: KeyValueStore;
    readonly picture?: (document: WorkflowDocument, last: boolean) => SmallPicture;
    readonly program?: string;
    readonly budget?: () => number;
  } = {},
) {
  const engine = createFakeEngine(host.answers);
  const client = { ...engine.client, windowId };
  const editor = createEditor(testRegistry);
  const log = createLog();
  const preferences = createPreferences(memoryStore());
  const files = createFiles({ read: workflowReader(testRegistry), client, editor, log, preferences });
  const works = createWorkStore();
  const workspace = () => host.workspace;
  const openWindows = async () => browser;
  const store = createHistoryStore();
  const history = createKeptHistory({ windowId, store, editor, openWindows, program: 'this one', ...historyOptions });
  const autosave = createAutosave({ client, editor, log, works, history, workspace, ...(picture && { picture }) });
  const places = createTabPlaces(storage);
  const recovery = createRecovery({ client, editor, files, autosave, works, history, places, log, openWindows });
  browser.add(windowId);
  return { engine, client, editor, log, files, works, autosave, recovery, history, storage };
}
