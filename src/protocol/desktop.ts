import type { Problem } from '../graph/problem.ts';

/** A command of the editor as the desktop app's menus show it. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  /** "Ctrl+Shift+Z" */
  readonly keys: string | null;
  readonly enabled: boolean;
  /** The system's own command does it: it knows text fields and the clipboard. */
  readonly native: boolean;
}

/** The open workflow, as the window and the question on closing show it. */
export interface DocumentState {
  readonly name: string;
  /** Where it is saved; relative to the workspace unless it is elsewhere. */
  readonly path: string | null;
  /** Names of the workflows of the window that have changes, in the order of their tabs. */
  readonly unsaved: readonly string[];
}

/** Something that the desktop app has to say; the page shows it as its own notifications. */
export interface Notice {
  readonly level: 'info' | 'warning';
  readonly message: string;
  readonly remedy: string;
  /** What the button says that opens the page of a new version. */
  readonly link?: string;
}

export const themes = ['system', 'dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** What the desktop app's page gets from its preload script, as `window.arcspaceDesktop`. Nothing else crosses. */
export interface DesktopBridge {
  /** Asks for a port to the engine; it comes as a window message, now and after every restart of the engine. */
  requestEngine(): void;
  /** A run was asked to stop: an engine that ignores it is ended. */
  shortenTimeout(): void;
  /** The user chooses a workflow anywhere on the machine; null when they change their mind. Its folder is allowed then. */
  chooseToOpen(): Promise<string | null>;
  chooseToSave(suggestedName: string): Promise<string | null>;
  /** Shows a file of the workspace, or a folder of models, in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** What the menus offer while this window has the focus. */
  describeMenu(commands: readonly MenuCommand[]): void;
  describeDocument(document: DocumentState): void;
  setTheme(theme: Theme): void;
  /** Opens the page of a new version that a notice told of. */
  openReleasePage(): void;
  /** Listens to what the user asks of the window from outside the page. What was asked before is heard then. */
  listen(listener: DesktopListener): void;
}

export interface DesktopListener {
  /** A command was chosen in a menu. */
  command(id: string): void;
  /** The user wants this file, whose folder is allowed. */
  openFile(path: string): void;
  /** Saves the open workflow, so that the window can close. @returns whether it is saved */
  save(): Promise<boolean>;
  notice(notice: Notice): void;
}

/** The window message that brings a port, or none while the engine keeps ending; `problem` says why the one before ended. */
export interface EnginePortMessage {
  readonly kind: 'arcspace-engine-port';
  readonly problem: Problem | null;
}

/** Every channel between main and preload. */
export const channels = {
  requestEngine: 'arcspace:request-engine',
  enginePort: 'arcspace:engine-port',
  shortenTimeout: 'arcspace:shortenTimeout',
  chooseToOpen: 'arcspace:choose-to-open',
  chooseToSave: 'arcspace:choose-to-save',
  reveal: 'arcspace:reveal',
  describeMenu: 'arcspace:describe-menu',
  describeDocument: 'arcspace:describe-document',
  setTheme: 'arcspace:set-theme',
  openReleasePage: 'arcspace:open-release-page',
  listening: 'arcspace:listening',
  command: 'arcspace:command',
  openFile: 'arcspace:open-file',
  save: 'arcspace:save',
  saved: 'arcspace:saved',
  notice: 'arcspace:notice',
} as const;
