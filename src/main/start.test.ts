import { beforeEach, describe, expect, test, vi } from 'vitest';
import { channels } from '../protocol/desktop.ts';
import { createFakeElectron } from './testing/fakeElectron.ts';

const fake = { current: createFakeElectron() };

vi.mock('../host/page.ts', () => ({ readPage: () => new Map() }));
vi.mock('./settings.ts', () => ({
  createSettings: () => ({
    values: { place: null, theme: 'light', recents: [], looksForUpdates: true, lookedForUpdates: 0 },
    set: () => {},
  }),
}));

beforeEach(() => {
  vi.resetModules();
  fake.current = createFakeElectron();
  vi.doMock('electron', () => fake.current.electron);
});

/** Electron becomes ready only after the module has run to its end: one that waits for it there would wait for ever. */
async function started() {
  await import('./index.ts');
  await fake.current.becomeReady();
  return fake.current;
}

describe('the start', () => {
  test('does what must come before Electron is ready before that, and waits for nothing meanwhile', async () => {
    const { schemes, electron } = fake.current;
    await import('./index.ts');
    expect(schemes).toEqual([expect.objectContaining({ scheme: 'app' })]);
    expect(electron.app.locked).toMatchObject({ userData: expect.stringContaining('arcspace-desktop') });
  });

  test('opens one window with the page of the app, and starts the engine when the page asks for it', async () => {
    const { windows, handled, electron, ask, forked } = await started();
    expect(handled).toEqual(['app']);
    expect(windows.map(({ url }) => url)).toEqual(['app://arcspace/index.html']);
    expect(electron.nativeTheme.themeSource).toBe('light');
    expect(forked.map(({ script }) => script)).toEqual([expect.stringMatching(/out.main.engine\.js$/)]);
    const [window] = windows;
    if (window) ask(window, channels.requestEngine);
    expect(window?.webContents.sent).toEqual([[channels.enginePort, null]]);
  });

  test('answers every channel that the preload script asks on, and to no page but ours', async () => {
    const { ipcHandlers, windows, ask } = await started();
    const heard = [
      channels.enginePort,
      channels.command,
      channels.openFile,
      channels.save,
      channels.notice,
    ] as readonly string[];
    const asked = Object.values(channels).filter((channel) => !heard.includes(channel));
    expect([...ipcHandlers.keys()].sort()).toEqual([...asked].sort());
    const [window] = windows;
    for (const channel of asked)
      expect(() => window && ask(window, channel, null, 'https://evil.example/')).toThrow('may not');
  });

  test('does not happen twice: a second program hands over and ends', async () => {
    fake.current.state.isPrimary = false;
    const { electron, windows } = await started();
    expect(electron.app.quits).toBe(1);
    expect(windows).toEqual([]);
  });
});

describe('a file from outside', () => {
  test('reaches the page when it listens', async () => {
    const { electron, windows, ask } = await started();
    electron.app.emit('second-instance', {}, [], '/', { files: ['/art/a.arcspace'] });
    const [window] = windows;
    expect(window?.webContents.sent).toEqual([]);
    if (window) ask(window, channels.listening);
    expect(window?.webContents.sent).toEqual([[channels.openFile, '/art/a.arcspace']]);
  });

  test('opens the program with it on macOS, where it comes before there is a window', async () => {
    await import('./index.ts');
    const { electron, windows, ask } = fake.current;
    electron.app.emit('open-file', { preventDefault: () => {} }, '/art/b.arcspace');
    await fake.current.becomeReady();
    expect(windows).toHaveLength(1);
    const [window] = windows;
    if (window) ask(window, channels.listening);
    expect(window?.webContents.sent).toEqual([[channels.openFile, '/art/b.arcspace']]);
  });
});

describe('what a page sends', () => {
  test('is read before it is used', async () => {
    const { windows, ask } = await started();
    const [window] = windows;
    const send = (channel: string, value: unknown) => () => window && ask(window, channel, value);
    expect(send(channels.describeMenu, [{ id: 7 }])).toThrow();
    expect(send(channels.describeDocument, { name: 'a' })).toThrow();
    expect(send(channels.setTheme, 'url(evil)')).toThrow();
    expect(send(channels.describeDocument, { name: 'Faces', path: null, unsaved: ['Faces'] })).not.toThrow();
  });
});
