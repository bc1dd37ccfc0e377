import type { App } from '../app/createApp.ts';
import { exportForComfyui } from '../files/exportForComfyui.ts';
import { pathFor } from '../state/document/pathFor.ts';
import { always, type Command } from './command.ts';

/** Only the host can save: without it a download is offered where a name would be asked for. */
const isCutOff = ({ client }: App) => client.connection.peek() === 'disconnected';

async function saveAs(app: App): Promise<boolean> {
  if (!app.dialogs || isCutOff(app)) {
    app.ui.saveAs.value = true;
    return false;
  }
  const document = app.editor.document.peek();
  const path = await app.dialogs.chooseToSave(pathFor(app.editor.workflow.peek().name));
  return path !== null && (await app.files.saveTo(path, document));
}

/** Saves to the workflow's own file, or asks for one. @returns whether it is saved now */
export async function saveOrAsk(app: App): Promise<boolean> {
  const isNew = app.editor.document.peek().path.peek() === null;
  const saved = !isNew && !isCutOff(app) && (await app.files.save());
  return saved || !(isNew || isCutOff(app)) ? saved : saveAs(app);
}

async function open(app: App): Promise<void> {
  if (!app.dialogs) {
    app.ui.startPage.value = true;
    return;
  }
  const path = await app.dialogs.chooseToOpen();
  if (path !== null && (await app.files.open(path))) app.ui.startPage.value = false;
}

export const fileCommands: readonly Command[] = [
  {
    id: 'new',
    inAppView: true,
    section: 'File',
    keys: ['Ctrl+N', 'Ctrl+Alt+N'],
    whileTyping: true,
    enabled: always,
    run: (app) => {
      app.ui.startPage.value = false;
      app.files.newWorkflow();
    },
  },
  {
    id: 'open',
    inAppView: true,
    section: 'File',
    keys: ['Ctrl+O'],
    whileTyping: true,
    enabled: always,
    run: (app) => void open(app),
  },
  {
    id: 'save',
    inAppView: true,
    section: 'File',
    keys: ['Ctrl+S'],
    whileTyping: true,
    enabled: always,
    run: (app) => void saveOrAsk(app),
  },
  {
    id: 'save-as',
    inAppView: true,
    section: 'File',
    keys: ['Ctrl+Shift+S'],
    whileTyping: true,
    enabled: always,
    run: (app) => void saveAs(app),
  },
  {
    id: 'export-graph',
    section: 'File',
    keys: ['Ctrl+Alt+P'],
    enabled: ({ editor }) => editor.workflow.value.nodes.length > 0,
    run: ({ ui }) => {
      ui.exportGraph.value = true;
    },
  },
  {
    id: 'export-comfyui',
    section: 'File',
    keys: ['Ctrl+Alt+E'],
    enabled: always,
    run: exportForComfyui,
  },
];
