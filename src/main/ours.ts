export const SCHEME = 'app';
export const PAGE_ORIGIN = `${SCHEME}://arcspace`;

/** The one origin whose pages this app shows: its own files, or in development the server that rebuilds them. */
export function ourOrigin(developmentServer: string | undefined): string {
  return developmentServer ? new URL(developmentServer).origin : PAGE_ORIGIN;
}

/** Node gives the origin of an `app:` address as "null", so it is put together here. */
export function originOf(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.protocol}//${url.host}` : '';
}
