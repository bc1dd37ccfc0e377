import { contextBridge, ipcRenderer } from 'electron';
import { createBridge, type PageWindow } from './createBridge.ts';

/** What is global to a preload script is the page's window. */
const page = globalThis as unknown as PageWindow;

contextBridge.exposeInMainWorld('arcspaceDesktop', createBridge(ipcRenderer, page));
