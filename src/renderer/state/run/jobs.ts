import type { RunPlace, RunRecord } from '../../../protocol/types.ts';
import type { EditorStore } from '../document/createEditor.ts';
import { createDocument } from '../document/document.ts';
import { shareParts } from '../document/shareParts.ts';
import type { Tab } from '../document/tabs.ts';
import { documentOfRun, runName } from './name.ts';
import type { Job, Lane } from './queue.ts';

/** A run of the shown workflow as it is now. */
export function newJob(editor: EditorStore, lane: Lane, targets: readonly string[], place: RunPlace): Job {
  const document = editor.document.peek();
  return { run: runName(document.id), lane, workflow: editor.workflow.peek(), document, targets, place };
}

/** A run that the engine tells of, for the tab that asked for it before the page was loaded. */
export function knownJob(editor: EditorStore, { run, lane, workflow, path, targets, done }: RunRecord): Job {
  const known = done ? 'done' : 'under way';
  const common = { run, lane: lane === 'live' ? lane : 'manual', targets, known, place: 'here' } as const;
  const tab = tabOf(editor, run, path);
  if (!tab) return { ...common, workflow, document: createDocument(workflow, path) };
  return { ...common, workflow: shareParts(workflow, tab.workflow), document: tab.document };
}

/** Of a workflow that was opened anew, because the browser keeps nothing, only its file tells. */
function tabOf(editor: EditorStore, run: string, path: string | null): Tab | undefined {
  const tabs = editor.tabs.peek();
  const named = tabs.find(({ document }) => document.id === documentOfRun(run));
  const alike = tabs.filter(({ document }) => path !== null && path === (document.path.peek() ?? document.origin));
  return named ?? (alike.length === 1 ? alike[0] : undefined);
}
