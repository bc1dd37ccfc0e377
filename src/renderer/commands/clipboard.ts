import { removeNodes } from '../../graph/edit/removeNodes.ts';
import { copyText, pasteAt, readCopiedText } from '../../graph/edit/subgraph.ts';
import { isRefused, select } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { takeFiles } from '../files/takeFiles.ts';
import { typingField } from '../keyboard/typingField.ts';
import { texts } from '../text/texts.ts';
import { selectedIds } from './command.ts';

/** Text of the selected nodes; undefined when nothing is selected. */
export function selectedText(app: App): string | undefined {
  const selection = selectedIds(app);
  return selection.size === 0 ? undefined : copyText(app.editor.whole.peek(), selection);
}

export function removeSelected(app: App, label: (nodes: number) => string = texts.steps.deleteNodes): void {
  const selection = selectedIds(app);
  if (selection.size === 0) return;
  app.editor.edit(label(selection.size), (workflow) => removeNodes(workflow, selection));
}

/** Adds nodes that were copied. Text that is none of them does nothing. */
function pasteText(app: App, text: string): boolean {
  const part = readCopiedText(text);
  if (!part) return false;
  if (isRefused(app, part)) return true;
  const at = app.ui.canvas.peek()?.centre() ?? [0, 0];
  let ids: readonly string[] = [];
  app.editor.editWhole(texts.steps.pasteNodes(part.nodes.length), (workflow) => {
    const inserted = pasteAt(workflow, part, at, app.editor.level.peek().open);
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

/** Pictures become nodes that load them, at the pointer, as if they had been dropped there. */
function pastePictures(app: App, files: Iterable<File>): boolean {
  const pictures = [...files].filter(({ type }) => type.startsWith('image/'));
  const pointer = app.ui.pointer.peek();
  const at = pointer ? app.ui.canvas.peek()?.toGraph(pointer) : undefined;
  if (pictures.length > 0) void takeFiles(app, pictures, at);
  return pictures.length > 0;
}

/** The pictures of the system's clipboard, as far as it is open to us. */
async function picturesOfClipboard(): Promise<readonly File[]> {
  const items = await navigator.clipboard.read().catch(() => []);
  const found = items.map(async (item) => {
    const type = item.types.find((each) => each.startsWith('image/'));
    return type === undefined ? [] : [new File([await item.getType(type)], `image.${type.slice(6)}`, { type })];
  });
  return (await Promise.all(found)).flat();
}

export async function pasteFromClipboard(app: App): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => lastCopied);
  if (pasteText(app, text) || pastePictures(app, await picturesOfClipboard())) return;
  app.log.notify({ level: 'info', message: texts.commands.nothingToPaste });
}

/** What lies over the editor has nothing to do with the nodes behind it. */
function isCovered({ ui }: App): boolean {
  return Boolean(ui.viewer.peek() || ui.sheet.peek() || ui.startPage.peek() || ui.appView.peek());
}

function leavesAlone(app: App, event: ClipboardEvent): boolean {
  const hasText = !(window.getSelection()?.isCollapsed ?? true);
  return typingField(event.target) !== null || hasText || isCovered(app);
}

/** Ctrl+C, Ctrl+X and Ctrl+V through the browser's events, which need no permission. */
export function listenToClipboard(app: App): () => void {
  const copy = (event: ClipboardEvent) => {
    const text = leavesAlone(app, event) ? undefined : selectedText(app);
    if (text === undefined) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    lastCopied = text;
    if (event.type === 'cut') removeSelected(app, texts.steps.cutNodes);
  };
  const paste = (event: ClipboardEvent) => {
    if (typingField(event.target) || isCovered(app)) return;
    const { clipboardData } = event;
    const taken =
      pasteText(app, clipboardData?.getData('text/plain') ?? '') || pastePictures(app, clipboardData?.files ?? []);
    if (taken) event.preventDefault();
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
