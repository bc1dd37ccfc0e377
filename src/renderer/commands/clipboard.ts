import { removeNodes } from '../../graph/edit/removeNodes.ts';
import { copyText, pasteAt, readCopiedText } from '../../graph/edit/subgraph.ts';
import { select } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { counted } from '../app/formats.ts';

/** Text of the selected nodes; undefined when nothing is selected. */
export function selectedText(app: App): string | undefined {
  const selection = app.editor.selection.peek();
  return selection.size === 0 ? undefined : copyText(app.editor.workflow.peek(), selection);
}

export function removeSelected(app: App, verb = 'Delete'): void {
  const selection = app.editor.selection.peek();
  app.editor.edit(`${verb} ${counted(selection.size, 'node')}`, (workflow) => removeNodes(workflow, selection));
}

/** Adds nodes that were copied. Text that is none of them does nothing. */
function pasteText(app: App, text: string): boolean {
  const part = readCopiedText(text);
  if (!part) return false;
  const at = app.ui.canvas.peek()?.centre() ?? [0, 0];
  let ids: readonly string[] = [];
  app.editor.edit(`Paste ${counted(part.nodes.length, 'node')}`, (workflow) => {
    const inserted = pasteAt(workflow, part, at);
    ids = inserted.ids;
    return inserted.workflow;
  });
  select(app, ids);
  return true;
}

/** For menus; where the system's clipboard is closed to us, our own text is kept instead. */
let lastCopied = '';

export async function copyToClipboard(text: string): Promise<void> {
  lastCopied = text;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Closed clipboard: `lastCopied` serves within this window.
  }
}

export async function pasteFromClipboard(app: App): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => lastCopied);
  if (!pasteText(app, text)) app.log.notify({ level: 'info', message: 'The clipboard holds no nodes.' });
}

function inTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

function leavesAlone(event: ClipboardEvent): boolean {
  return inTextField(event.target) || !(window.getSelection()?.isCollapsed ?? true);
}

/** Ctrl+C, Ctrl+X and Ctrl+V through the browser's events, which need no permission. */
export function listenToClipboard(app: App): () => void {
  const copy = (event: ClipboardEvent) => {
    const text = leavesAlone(event) ? undefined : selectedText(app);
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    lastCopied = text;
    if (event.type === 'cut') removeSelected(app, 'Cut');
  };
  const paste = (event: ClipboardEvent) => {
    if (inTextField(event.target)) return;
    if (pasteText(app, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
  };
  document.addEventListener('copy', copy);
  document.addEventListener('cut', copy);
  document.addEventListener('paste', paste);
  return () => {
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', copy);
    document.removeEventListener('paste', paste);
  };
}
