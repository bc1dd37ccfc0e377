const STORED = 'arcspace-key';

/**
 * The key that the address brought after its `#`, or the one it brought before. It leaves the address bar, so that no
 * picture of the screen and no history shows it. The storage belongs to this address and port alone, unlike a cookie.
 */
export function takeKey(page: Pick<Window, 'location' | 'history' | 'localStorage'>): string {
  const key = /^#([\w-]{16,})$/.exec(page.location.hash)?.[1];
  if (!key) return page.localStorage.getItem(STORED) ?? '';
  page.localStorage.setItem(STORED, key);
  page.history.replaceState(null, '', page.location.pathname + page.location.search);
  return key;
}
