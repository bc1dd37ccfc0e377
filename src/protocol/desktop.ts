import type { Problem } from '../graph/problem.ts';

/** Commands of the desktop app's menus. The page does what its own buttons do. */
export const menuCommands = ['new', 'open', 'save', 'save-as', 'undo', 'redo', 'run', 'cancel', 'shortcuts'] as const;
export type MenuCommand = (typeof menuCommands)[number];

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
  onMenu(handler: (command: MenuCommand) => void): void;
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
  menu: 'arcspace:menu',
} as const;
