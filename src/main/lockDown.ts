import type { App, Session } from 'electron';
import { originOf } from './ours.ts';

interface Preventable {
  preventDefault(): void;
}

/** The part of Electron's WebContents that can lead away from the page. */
export interface Guarded {
  on(
    event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    handler: (event: Preventable & { readonly url: string }) => void,
  ): unknown;
  on(event: 'will-attach-webview', handler: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void;
}

/** Shows an address in the browser of the user's choice. */
export type OpenOutside = (address: string) => void;

/** Anything else may be a program's own, or open a file. */
function isOnTheWeb(address: string): boolean {
  return URL.canParse(address) && ['https:', 'http:'].includes(new URL(address).protocol);
}

/** The page goes nowhere else, opens no window and embeds nothing. What it would open of the web is shown outside. */
export function guardContents(contents: Guarded, origin: string, openOutside: OpenOutside): void {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    contents.on(event, (navigation) => {
      if (originOf(navigation.url) !== origin) navigation.preventDefault();
    });
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isOnTheWeb(url)) openOutside(url);
    return { action: 'deny' };
  });
}

/** The page may write to the clipboard when the user copies; it gets no device, no place, no notification. */
export function denyPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>,
): void {
  const allowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_, permission, answer) => answer(allowed(permission)));
  session.setPermissionCheckHandler((_, permission) => allowed(permission));
  session.setDevicePermissionHandler(() => false);
}

export function lockDown(app: Pick<App, 'on'>, session: Session, origin: string, openOutside: OpenOutside): void {
  denyPermissions(session);
  app.on('web-contents-created', (_, contents) => guardContents(contents as unknown as Guarded, origin, openOutside));
}
