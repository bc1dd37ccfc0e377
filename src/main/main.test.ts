import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Page } from '../host/page.ts';
import { portPair } from '../protocol/testing/portPair.ts';
import { createAnswers, isFromOurPage } from './answer.ts';
import { respond } from './appProtocol.ts';
import { chooseToOpen, chooseToSave } from './dialogs.ts';
import { type Contents, createEngineLink } from './engineLink.ts';
import { denyPermissions, type Guarded, guardContents } from './lockDown.ts';
import { originOf, ourOrigin, PAGE_ORIGIN } from './ours.ts';
import { reveal } from './reveal.ts';
import type { DesktopEngine } from './utilityEngine.ts';

vi.mock('electron', () => ({}));

describe('the address of the page', () => {
  test('is the app itself, or in development the server that rebuilds it', () => {
    expect(ourOrigin(undefined)).toBe('app://arcspace');
    expect(ourOrigin('http://localhost:5173/')).toBe('http://localhost:5173');
  });

  test.each([
    ['app://arcspace/index.html', true],
    ['app://arcspace', true],
    ['app://arcspace.evil/index.html', false],
    ['app://evil/index.html', false],
    ['https://arcspace/index.html', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['', false],
  ])('%s is ours: %s', (address, ours) => {
    expect(originOf(address) === PAGE_ORIGIN).toBe(ours);
  });
});

describe('the app protocol', () => {
  const page: Page = new Map([['/index.html', { type: 'text/html; charset=utf-8', bytes: Buffer.from('start') }]]);
  const get = (url: string, method = 'GET') => respond(page, { url, method });

  test('answers a file of the page with the strict policy', async () => {
    const response = get('app://arcspace/index.html');
    expect(await response.text()).toBe('start');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
  });

  test.each([
    'app://arcspace/../package.json',
    'app://arcspace/%2e%2e/package.json',
    'app://arcspace/',
    'app://evil/index.html',
    'app://arcspace/none.js',
  ])('has nothing at %s', (url) => {
    expect(get(url).status).toBe(404);
  });

  test('only reads', () => {
    expect(get('app://arcspace/index.html', 'POST').status).toBe(404);
  });
});

describe('a locked page', () => {
  function guarded() {
    const handlers = new Map<string, (event: { url: string; preventDefault(): void }) => void>();
    let open: ((details: { url: string }) => { action: string }) | undefined;
    const outside: string[] = [];
    const contents = {
      on: (name: string, handler: never) => handlers.set(name, handler),
      setWindowOpenHandler(handler: typeof open) {
        open = handler;
      },
    } as unknown as Guarded;
    guardContents(contents, PAGE_ORIGIN, (address) => void outside.push(address));
    const happens = (name: string, url: string): boolean => {
      let prevented = false;
      handlers.get(name)?.({ url, preventDefault: () => (prevented = true) });
      return !prevented;
    };
    return { happens, open: (url: string) => open?.({ url }), outside };
  }

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s leads nowhere else', (name) => {
    expect(guarded().happens(name, 'https://evil.example/')).toBe(false);
    expect(guarded().happens(name, 'file:///etc/passwd')).toBe(false);
    expect(guarded().happens(name, 'app://arcspace/index.html')).toBe(true);
  });

  test('opens no window and embeds nothing', () => {
    expect(guarded().open('app://arcspace/index.html')).toEqual({ action: 'deny' });
    expect(guarded().happens('will-attach-webview', 'app://arcspace/index.html')).toBe(false);
  });

  test('has links to the web shown outside, and nothing else', () => {
    const { open, outside } = guarded();
    const addresses = ['https://example.org/a', 'http://example.org/', 'file:///etc/passwd', 'smb://host/share', 'x'];
    for (const address of addresses) expect(open(address)).toEqual({ action: 'deny' });
    expect(outside).toEqual(['https://example.org/a', 'http://example.org/']);
  });

  test('gets no permission but to copy', () => {
    let ask: ((contents: unknown, permission: string, answer: (allowed: boolean) => void) => void) | undefined;
    let check: ((contents: unknown, permission: string) => boolean) | undefined;
    let device: (() => boolean) | undefined;
    denyPermissions({
      setPermissionRequestHandler: (handler: typeof ask) => (ask = handler),
      setPermissionCheckHandler: (handler: typeof check) => (check = handler),
      setDevicePermissionHandler: (handler: typeof device) => (device = handler),
    } as never);
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'hid', 'usb']) {
      ask?.(null, permission, (allowed) => expect(allowed).toBe(false));
      expect(check?.(null, permission)).toBe(false);
    }
    expect(check?.(null, 'clipboard-sanitized-write')).toBe(true);
    expect(device?.()).toBe(false);
  });
});

describe('messages of pages', () => {
  const frame = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } });

  test.each([
    ['our page', frame('app://arcspace/index.html'), true],
    ['another site', frame('https://evil.example/'), false],
    ['a frame in our page', frame('app://arcspace/index.html', {}), false],
    ['a frame that is gone', { senderFrame: null }, false],
  ])('from %s are heard: %s', (_, event, heard) => {
    expect(isFromOurPage(event, PAGE_ORIGIN)).toBe(heard);
    const listeners = new Map<string, (event: never, argument: unknown) => unknown>();
    const answer = createAnswers(
      { handle: (name, listener) => void listeners.set(name, listener as never) },
      PAGE_ORIGIN,
    );
    answer('arcspace:shortenTimeout', () => 'heard');
    const send = () => listeners.get('arcspace:shortenTimeout')?.(event as never, undefined);
    if (heard) expect(send()).toBe('heard');
    else expect(send).toThrow('may not');
  });
});

describe('file dialogs', () => {
  const window = {} as never;

  test('the folder of the chosen file is allowed from then on', async () => {
    const allow = vi.fn();
    const dialog = { showOpenDialog: async () => ({ canceled: false, filePaths: ['/home/user/art/a.json'] }) };
    expect(await chooseToOpen(dialog as never, window, allow)).toBe('/home/user/art/a.json');
    expect(allow).toHaveBeenCalledExactlyOnceWith('/home/user/art');
  });

  test('nothing is allowed when the user changes their mind', async () => {
    const allow = vi.fn();
    const dialog = {
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
      showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    };
    expect(await chooseToOpen(dialog as never, window, allow)).toBeNull();
    expect(await chooseToSave(dialog as never, window, 'a', allow)).toBeNull();
    expect(allow).not.toHaveBeenCalled();
  });

  test('the page suggests a name, never a folder', async () => {
    const showSaveDialog = vi.fn(async () => ({ canceled: true, filePath: '' }));
    for (const name of ['../../etc/cron.d/job', 'C:\\Windows\\a', 7, undefined]) {
      await chooseToSave({ showSaveDialog } as never, window, name, () => {});
    }
    for (const [, options] of showSaveDialog.mock.calls as unknown as [unknown, { defaultPath: string }][]) {
      expect(options.defaultPath).toMatch(/^[^/\\:]+\.arcspace$/);
    }
  });
});

describe('a file that is to be shown', () => {
  test('is shown in its folder', () => {
    const showItemInFolder = vi.fn();
    reveal({ showItemInFolder }, '/home/user/Arcspace', ['/disk/models'], '/home/user/Arcspace/results/a.png');
    expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith('/home/user/Arcspace/results/a.png');
  });

  test.each(['/disk/models', '/disk/models/sdxl', '/home/user/Arcspace'])(
    'and so is a folder of models, and the workspace itself: %s',
    (path) => {
      const showItemInFolder = vi.fn();
      reveal({ showItemInFolder }, '/home/user/Arcspace', ['/disk/models'], path);
      expect(showItemInFolder).toHaveBeenCalledExactlyOnceWith(path);
    },
  );

  test.each([
    '/etc/passwd',
    '/home/user/Arcspace/../.ssh/id_rsa',
    '/home/user/Arcspace-2/a.png',
    '/disk/models-2/sdxl',
    '\\\\evil.example\\share\\a.png',
    7,
    undefined,
  ])('is shown nowhere else than in the workspace: %s', (path) => {
    const showItemInFolder = vi.fn();
    expect(() => reveal({ showItemInFolder }, '/home/user/Arcspace', ['/disk/models'], path)).toThrow('workspace');
    expect(showItemInFolder).not.toHaveBeenCalled();
  });
});

function linked() {
  const engines: { connected: unknown[]; allowed: string[]; end(how: string): void }[] = [];
  const start = (): DesktopEngine => {
    const [port] = portPair();
    const exits: ((how: string) => void)[] = [];
    const own = { connected: [] as unknown[], allowed: [] as string[], end: (how: string) => exits[0]?.(how) };
    engines.push(own);
    return {
      port,
      onExit: (handler) => exits.push(handler),
      quit: () => {},
      kill: () => {},
      stderrTail: () => '',
      connect: (end) => own.connected.push(end),
      allow: (folder) => own.allowed.push(folder),
    };
  };
  let channels = 0;
  const link = createEngineLink(start, () => {
    channels++;
    return { port1: `engine ${channels}`, port2: `window ${channels}` } as never;
  });
  return { link, engines };
}

function fakeWindow() {
  const posted: { problem: unknown; ports: unknown }[] = [];
  const contents = {
    isDestroyed: () => false,
    once: () => contents,
    postMessage: (_: string, problem: unknown, ports: unknown) => posted.push({ problem, ports }),
  } as unknown as Contents;
  return { contents, posted };
}

describe('the link between windows and the engine', () => {
  test('gives a window and the engine the two ends of one channel', () => {
    const { link, engines } = linked();
    const { contents, posted } = fakeWindow();
    link.connect(contents);
    expect(engines[0]?.connected).toEqual(['engine 1']);
    expect(posted).toEqual([{ problem: null, ports: ['window 1'] }]);
    link.stop();
  });

  test('gives every window a channel to the next engine, with the reason why the last one ended', async () => {
    const { link, engines } = linked();
    const windows = [fakeWindow(), fakeWindow()];
    for (const { contents } of windows) link.connect(contents);
    link.allow('/home/user/art');
    engines[0]?.end('ended with code 139');
    await vi.waitFor(() => expect(engines).toHaveLength(2));
    expect(engines[1]?.allowed).toEqual(['/home/user/art']);
    for (const { posted } of windows) {
      expect(posted).toHaveLength(2);
      expect(posted[1]?.problem).toMatchObject({ code: 'engine-ended' });
    }
    link.stop();
  });
});

describe('an engine that keeps ending', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is told of to every window, and a window that comes meanwhile gets a port of the next one', async () => {
    const { link, engines } = linked();
    const { contents, posted } = fakeWindow();
    link.connect(contents);
    for (let life = 1; life <= 3; life++) {
      engines.at(-1)?.end('ended with code 1');
      await vi.advanceTimersByTimeAsync(1_000);
      expect(engines).toHaveLength(life + 1);
    }
    expect(posted.map(({ ports }) => (ports as unknown[]).length)).toEqual([1, 1, 1, 0, 1]);
    engines.at(-1)?.end('ended with code 1');
    const late = fakeWindow();
    link.connect(late.contents);
    expect(late.posted).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(late.posted).toHaveLength(1);
    link.stop();
  });
});
