// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { backgrounds } from '../../main/window.ts';
import type { DesktopBridge, DesktopListener, DocumentState, MenuCommand } from '../../protocol/desktop.ts';
import { createApp } from '../app/createApp.ts';
import { titleOf } from '../commands/command.ts';
import { commands } from '../commands/commands.ts';
import { createFakeEngine } from '../testing/fakeEngine.ts';
import { memoryStore } from '../testing/memoryStore.ts';
import { darkTheme, lightTheme } from '../theme/tokens.ts';
import { followDesktop } from './followDesktop.ts';
import { runMenuCommand } from './menuCommands.ts';

function setUp({ chosen = null as string | null, started = Promise.resolve() } = {}) {
  const engine = createFakeEngine();
  const menus: (readonly MenuCommand[])[] = [];
  const documents: DocumentState[] = [];
  const heard = {} as { listener: DesktopListener };
  const bridge: DesktopBridge = {
    requestEngine: () => {},
    shortenTimeout: () => {},
    chooseToOpen: async () => null,
    chooseToSave: async () => chosen,
    reveal: async () => {},
    describeMenu: (offered) => menus.push(offered),
    describeDocument: (document) => documents.push(document),
    setTheme: vi.fn(),
    openReleasePage: vi.fn(),
    listen: (listener) => {
      heard.listener = listener;
    },
  };
  const app = createApp(engine.client, testRegistry, memoryStore(), bridge);
  followDesktop(app, bridge, started);
  return { app, engine, bridge, menus, documents, listener: heard.listener };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const rename = (app: ReturnType<typeof setUp>['app'], name: string) =>
  app.editor.edit('Rename', (workflow) => ({ ...workflow, name }));

describe('the menus', () => {
  it('offer every command of the table, once for all that changes in a moment', () => {
    const { app, menus } = setUp();
    rename(app, 'A');
    rename(app, 'B');
    vi.advanceTimersByTime(1_000);
    expect(menus).toHaveLength(1);
    const listed = commands.filter(({ unlisted }) => !unlisted);
    expect(menus[0]?.map(({ id, title }) => [id, title])).toEqual(listed.map((each) => [each.id, titleOf(each)]));
    expect(menus[0]?.map(({ id }) => id)).not.toContain('nudge-left');
    expect(menus[0]?.find(({ id }) => id === 'undo')).toMatchObject({ keys: 'Ctrl+Z', enabled: true, native: false });
    expect(menus[0]?.find(({ id }) => id === 'copy')?.native).toBe(true);
    app.dispose();
  });

  it('say anew what can be done when that has changed, and are silent otherwise', () => {
    const { app, menus } = setUp();
    vi.advanceTimersByTime(1_000);
    rename(app, 'A');
    vi.advanceTimersByTime(1_000);
    expect(menus.map((offered) => offered.find(({ id }) => id === 'undo')?.enabled)).toEqual([false, true]);
    rename(app, 'B');
    vi.advanceTimersByTime(1_000);
    expect(menus).toHaveLength(2);
    app.dispose();
  });

  it('do what they say, and nothing that cannot be done or is not there', () => {
    const { app } = setUp();
    rename(app, 'A');
    runMenuCommand(app, 'undo');
    expect(app.editor.workflow.value.name).not.toBe('A');
    runMenuCommand(app, 'undo');
    runMenuCommand(app, 'format-disk');
    app.dispose();
  });

  it('mean the text where one is being typed', () => {
    const { app } = setUp();
    rename(app, 'A');
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const execute = vi.fn();
    document.execCommand = execute;
    runMenuCommand(app, 'undo');
    expect(execute).toHaveBeenCalledExactlyOnceWith('undo');
    expect(app.editor.workflow.value.name).toBe('A');
    field.remove();
    app.dispose();
  });
});

describe('the window', () => {
  it('knows the name of the workflow, its file, and whether it is saved', () => {
    const { app, documents } = setUp();
    vi.advanceTimersByTime(1_000);
    rename(app, 'Faces');
    vi.advanceTimersByTime(1_000);
    expect(documents.map(({ unsaved }) => unsaved)).toEqual([[], ['Faces']]);
    expect(documents.at(-1)).toEqual({ name: 'Faces', path: null, unsaved: ['Faces'] });
    app.dispose();
  });

  it('follows the theme that is preferred', () => {
    const { app, bridge } = setUp();
    app.preferences.set({ theme: 'system' });
    expect(vi.mocked(bridge.setTheme).mock.calls.map(([theme]) => theme)).toEqual(['dark', 'system']);
    app.dispose();
  });

  it('has the colour of the canvas before its page is there', () => {
    expect(backgrounds).toEqual({ dark: darkTheme.canvas, light: lightTheme.canvas });
  });

  it('may close when its workflow is saved, and not when the user names no file', async () => {
    const staying = setUp();
    rename(staying.app, 'Faces');
    expect(await staying.listener.save()).toBe(false);
    staying.app.dispose();
    const leaving = setUp({ chosen: '/home/user/faces.arcspace' });
    rename(leaving.app, 'Faces');
    expect(await leaving.listener.save()).toBe(true);
    expect(leaving.app.editor.dirty.value).toBe(false);
    leaving.app.dispose();
  });
});

describe('what comes from outside', () => {
  it('is a file that opens when the editor has started', async () => {
    let begin: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { app, engine, listener } = setUp({ started });
    listener.openFile('/art/a.json');
    await vi.advanceTimersByTimeAsync(10);
    const opened = () => engine.calls.filter(({ name }) => name === 'openWorkflow').length;
    expect(opened()).toBe(0);
    begin();
    await vi.advanceTimersByTimeAsync(10);
    expect(opened()).toBe(1);
    app.dispose();
  });

  it('is a notice, with a button where there is a page to open', () => {
    const { app, bridge, listener } = setUp();
    listener.notice({ level: 'info', message: 'Arcspace 0.2.0 is available.', remedy: '', link: 'Open release page' });
    const [toast] = app.log.toasts.value;
    expect(toast).toMatchObject({ message: 'Arcspace 0.2.0 is available.', action: { label: 'Open release page' } });
    toast?.action?.run();
    expect(bridge.openReleasePage).toHaveBeenCalledOnce();
    app.dispose();
  });
});
