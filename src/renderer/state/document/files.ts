import { signal } from '@preact/signals';
import { setName } from '../../../graph/edit/setWorkflow.ts';
import type { KnownModel, ModelName } from '../../../graph/models/knownModel.ts';
import { modelsUsed } from '../../../graph/models/modelsUsed.ts';
import { rememberModels } from '../../../graph/models/rememberModels.ts';
import { paced } from '../../../graph/paced.ts';
import { problemFrom } from '../../../graph/problem.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../../graph/workflow/serialize.ts';
import type { AnyWorkflow } from '../../../neighbours/readAnyWorkflow.ts';
import type { EngineClient } from '../../../protocol/protocol.ts';
import type { Entry, FileVersion, SaveOver } from '../../../protocol/types.ts';
import { withoutExtension } from '../../../protocol/workflowName.ts';
import { pageTurns } from '../../page/pageTurns.ts';
import type { ReadWorkflow } from '../../reading/readWorkflow.ts';
import type { Source } from '../../reading/source.ts';
import { texts } from '../../text/texts.ts';
import { type Log, type LogEntry, logOf } from '../log.ts';
import type { Preferences } from '../preferences.ts';
import type { EditorStore } from './createEditor.ts';
import { createDocument, type WorkflowDocument } from './document.ts';
import type { Snapshot } from './editorHistory.ts';
import { pathFor } from './pathFor.ts';
import { sameWorkflow } from './sameWorkflow.ts';
import type { Tab } from './tabs.ts';

export interface Files {
  /** Workflows to start from; null until they were listed. */
  readonly list: { readonly value: readonly Entry[] | null };
  refresh(): Promise<void>;
  /** Opens a listed workflow. */
  open(path: string): Promise<boolean>;
  /** Shows the workflow in a file of the user's, where there is one. */
  openFile(file: File): Promise<'opened' | 'refused' | 'none'>;
  /** Shows what made an earlier result. Its relative paths start from `path`; from those of the open workflow where none is said. */
  openResult(workflow: Workflow, path?: string | null): void;
  /** Shows work that was lost, as what was never saved. */
  openRecovered(work: RecoveredWork): Promise<boolean>;
  /**
   * Opens what was open before the page was reloaded, as it was; asks and says nothing.
   * @param at its place behind the others; it is shown where none is said
   */
  resume(work: ResumedWork, at?: number): Promise<WorkflowDocument | undefined>;
  /** Shows what the workflow's own file held once, as a step that can be undone. */
  restoreVersion(version: FileVersion, when: string): Promise<boolean>;
  newWorkflow(): void;
  /** Saves to the workflow's own file. Answers false when it has none yet, and nothing happened. */
  save(): Promise<boolean>;
  /** Saves under another name, in the workspace. */
  saveAs(name: string): Promise<boolean>;
  /** Saves a workflow that is open to a path that the user chose. */
  saveTo(path: string, document: WorkflowDocument): Promise<boolean>;
  /** Does something to files after what is being saved, and before what is saved next. */
  inTurn<T>(task: () => Promise<T>): Promise<T>;
}

export interface RecoveredWork {
  readonly text: string;
  readonly name: string;
  readonly savedAs: string | null;
  readonly origin: string | null;
  readonly stamp: string | null;
}

export interface ResumedWork extends RecoveredWork {
  readonly document: string;
  readonly unsaved: boolean;
}

/** Where to save. */
interface Target {
  /** Asked when it is written: the file may be renamed until then, or deleted. */
  readonly path: () => string | null;
  /** What is to be there, asked when it is written. */
  readonly over: () => SaveOver;
}

/** What saving changes in a workflow. */
type Change = (workflow: Workflow, document: WorkflowDocument) => Workflow;

interface Dependencies {
  readonly read: ReadWorkflow;
  readonly client: EngineClient;
  readonly editor: EditorStore;
  readonly log: Log;
  readonly preferences: Preferences;
  /** What is known of models that are here, at once: saving waits for it. */
  readonly knownModels?: (names: readonly ModelName[]) => Promise<readonly KnownModel[]>;
  /** A picture of the workflow to save with it, as a data URL. */
  readonly thumbnail?: (document: WorkflowDocument) => string | undefined;
}

const RECENTS = 12;

export function createFiles(dependencies: Dependencies): Files {
  const { read, client, editor, log, preferences, thumbnail, knownModels = async () => [] } = dependencies;
  const list = signal<readonly Entry[] | null>(null);

  const remember = (path: string, workflow: Workflow) => {
    const { name, thumbnail } = workflow;
    const recent = { path, title: name, ...(thumbnail === undefined ? {} : { thumbnail }) };
    const others = preferences.values.peek().recents.filter((each) => each.path !== path);
    preferences.set({ recents: [recent, ...others].slice(0, RECENTS) });
  };

  const tellOf = ({ warnings, summary }: AnyWorkflow, file: string): void => {
    for (const message of warnings) log.note({ level: 'warning', message: `${file}: ${message}` });
    if (warnings.length === 0 || summary !== undefined) return;
    log.notify({
      level: 'warning',
      message: texts.messages.openedWith(file, warnings.length),
      remedy: texts.messages.seeLog,
    });
  };

  /** Of a workflow of another program, once it is shown: how much of it was understood. */
  const summarise = ({ warnings, summary }: AnyWorkflow, file: string): void => {
    if (summary === undefined) return;
    const remedy = warnings.length > 0 && { remedy: texts.messages.seeLog };
    log.notify({ level: 'info', message: `${file}: ${summary}`, ...remedy });
  };

  /** Undefined where there is none; 'refused' when that was said. */
  const parse = async (source: Source, file: string): Promise<AnyWorkflow | 'refused' | undefined> => {
    try {
      const found = await read(source);
      if (!found) return undefined;
      tellOf(found, file);
      return found;
    } catch (thrown) {
      const problem = problemFrom(thrown, { file });
      log.notify({ level: 'error', message: texts.messages.notOpened(file, problem.message), remedy: problem.remedy });
      return 'refused';
    }
  };

  /** Opens a workflow; what was said about an earlier attempt is over. */
  const show = (workflow: Workflow, document: WorkflowDocument) => {
    log.dismiss(({ level, document: of }) => level !== 'warning' && of === undefined);
    editor.open(workflow, document);
  };

  /** The tab that has a file of the user's, or a copy of an example that nobody changed. */
  const tabOf = (path: string, isExample: boolean): Tab | undefined => {
    const has = ({ document, unsaved }: Tab) =>
      isExample ? document.path.peek() === null && document.origin === path && !unsaved : document.path.peek() === path;
    return editor.tabs.peek().find(has);
  };

  const isOpenUnchanged = (wanted: WorkflowDocument) =>
    editor.tabs.peek().some(({ document, unsaved }) => document === wanted && !unsaved);

  /** Opening again what is open already keeps what was computed of it, and what was changed in it. */
  const showAgain = async (path: string, workflow: Workflow, isExample: boolean): Promise<boolean> => {
    const tab = tabOf(path, isExample);
    if (!tab) return false;
    const { document } = tab;
    const isSame = tab.unsaved || (await paced(sameWorkflow(document.saved.peek(), workflow), pageTurns()));
    if (!isSame && isOpenUnchanged(document)) {
      // Another program wrote it: what was in it is of no use.
      if (!isExample) editor.close(document);
      return false;
    }
    editor.show(document);
    if (tab.unsaved)
      log.notify({
        level: 'info',
        message: texts.messages.isOpenAlready(tab.workflow.name),
      });
    return editor.document.peek() === document;
  };

  const openFile = async (file: File): Promise<'opened' | 'refused' | 'none'> => {
    const read = await parse(file, file.name);
    if (read === undefined) return 'none';
    if (read === 'refused') return 'refused';
    const { workflow } = read;
    show(workflow, createDocument(workflow));
    summarise(read, file.name);
    return 'opened';
  };

  /** What was said last of a workflow that could not be saved. */
  const refused = new WeakMap<WorkflowDocument, LogEntry>();

  /** The file of a workflow that was found changed: who saves there once more means it. */
  const warned = new WeakMap<WorkflowDocument, string>();

  const write = async (to: Target, workflow: Workflow, document: WorkflowDocument): Promise<boolean> => {
    const path = to.path();
    // It was deleted meanwhile: the editor shows it as one that was never saved.
    if (path === null) return false;
    try {
      const expected = path === warned.get(document) ? undefined : to.over();
      const asked = { path, text: serializeWorkflow(workflow), ...(expected !== undefined && { over: expected }) };
      const answer = await client.call('saveWorkflow', asked);
      warned.delete(document);
      document.path.value = answer.path;
      document.stamp.value = answer.stamp;
      document.saved.value = workflow;
      remember(answer.path, workflow);
      log.dismiss((entry) => entry === refused.get(document));
      log.notify({ level: 'success', message: texts.messages.saved(answer.path) });
      void refresh();
      return true;
    } catch (thrown) {
      const problem = problemFrom(thrown);
      if (problem.code === 'file-changed') warned.set(document, path);
      else warned.delete(document);
      const message = texts.messages.notSaved(problem.message);
      refused.set(document, logOf(log, document).notify({ level: 'error', message, remedy: problem.remedy }));
      return false;
    }
  };

  const withThumbnail: Change = (workflow, document) => {
    const picture = thumbnail?.(document);
    return picture === undefined ? workflow : { ...workflow, thumbnail: picture };
  };

  const named =
    (name: string): Change =>
    (workflow, document) =>
      withThumbnail(setName(workflow, withoutExtension(name)), document);

  /** Writes an open workflow, changed, with what is known of its models. */
  const saveNow = async (to: Target, change: Change, { workflow, document }: Snapshot): Promise<boolean> => {
    const found = await knownModels(modelsUsed(workflow, editor.registry));
    const changed = (current: Workflow) => rememberModels(change(current, document), editor.registry, found);
    // File and editor are the same objects; its tab may be closed meanwhile.
    editor.replace(document, changed);
    const tab = editor.tabs.peek().find((each) => each.document === document);
    return write(to, tab?.workflow ?? changed(workflow), document);
  };

  let saving: Promise<unknown> | undefined;

  /** One after another: what a file holds is known once it was written. */
  const inTurn = <T>(begin: () => Promise<T>): Promise<T> => {
    const done = saving ? saving.then(begin) : begin();
    const end = () => {
      if (saving === over) saving = undefined;
    };
    const over = done.then(end, end);
    saving = over;
    return done;
  };

  const saveAt = (to: Target, change: Change, document?: WorkflowDocument): Promise<boolean> => {
    const { shown } = editor.history(document);
    return inTurn(() => saveNow(to, change, shown));
  };

  const refresh = async () => {
    try {
      list.value = await client.call('listWorkflows', {});
    } catch (thrown) {
      list.value ??= [];
      log.problem(problemFrom(thrown));
    }
  };

  return {
    list,
    refresh,
    openFile,
    async open(path) {
      try {
        const opened = await client.call('openWorkflow', { path });
        const found = await parse(opened.text, path);
        if (!found || found === 'refused') return false;
        const { workflow, summary } = found;
        if (await showAgain(opened.path, workflow, opened.readOnly)) return true;
        // A file of another program keeps its format: it is saved as another.
        const own = opened.readOnly || summary !== undefined ? null : opened.path;
        show(workflow, createDocument(workflow, own, opened.path, { stamp: opened.stamp }));
        remember(opened.path, workflow);
        summarise(found, path);
        return true;
      } catch (thrown) {
        log.problem(problemFrom(thrown, { file: path }));
        return false;
      }
    },
    openResult(workflow, from) {
      const { path, origin } = editor.document.peek();
      const place = from === undefined ? (path.peek() ?? origin) : from;
      // The list of models tells the canvas two workflows apart.
      const own = { ...workflow, models: [...workflow.models] };
      show(own, createDocument(own, null, place));
    },
    async openRecovered({ text, name, savedAs, origin, stamp }) {
      const found = await parse(text, savedAs ?? name);
      // What is recovered is not what the file holds: it starts as unsaved.
      if (!found || found === 'refused') return false;
      show(found.workflow, createDocument(emptyWorkflow(), savedAs, origin, { stamp }));
      return true;
    },
    async resume({ text, savedAs, origin, stamp, document: id, unsaved }, at) {
      try {
        const found = await read(text);
        if (!found) return undefined;
        const { workflow } = found;
        const document = createDocument(unsaved ? emptyWorkflow() : workflow, savedAs, origin, { id, stamp });
        if (at === undefined) editor.open(workflow, document);
        else
          editor.openBehind(
            { history: { shown: { workflow, document }, past: [], future: [] }, states: new Map() },
            at,
          );
        return document;
      } catch {
        // It was written by another version of the program: the last file is opened instead.
        return undefined;
      }
    },
    async restoreVersion({ time }, when) {
      const { path } = editor.document.peek();
      const own = path.peek();
      if (own === null) return false;
      try {
        const document = editor.document.peek();
        const found = await read((await client.call('readVersion', { path: own, time })).text);
        // Another file was opened meanwhile: it keeps what it shows.
        if (editor.document.peek() !== document) return false;
        if (found) editor.edit(texts.messages.restoreVersion(when), () => found.workflow);
        return found !== undefined;
      } catch (thrown) {
        log.problem(problemFrom(thrown, { file: own }));
        return false;
      }
    },
    newWorkflow() {
      const workflow = emptyWorkflow();
      show(workflow, createDocument(workflow));
    },
    async save() {
      const { path: own, stamp } = editor.document.peek();
      const path = own.peek();
      if (path === null) return false;
      return saveAt({ path: () => own.peek(), over: () => stamp.peek() ?? undefined }, withThumbnail);
    },
    saveAs(name) {
      const path = pathFor(name);
      const isListed = list.peek()?.some((entry) => entry.kind !== 'example' && entry.path === path);
      // That a listed file is replaced was said where the name was asked for.
      return saveAt({ path: () => path, over: () => (isListed ? undefined : null) }, named(name));
    },
    saveTo: (path, document) =>
      saveAt({ path: () => path, over: () => undefined }, named(path.split(/[/\\]/).at(-1) ?? path), document),
    inTurn,
  };
}
