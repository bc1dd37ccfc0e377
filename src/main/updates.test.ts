import { expect, test, vi } from 'vitest';
import type { SettingValues } from './settings.ts';
import { findUpdate, isLater, isTimeToLook, type Origin, readOrigin } from './updates.ts';
import { createUpdateWatch } from './updateWatch.ts';

const origin: Origin = {
  version: '0.1.0',
  releases: 'https://api.github.com/repos/a/b/releases/latest',
  homepage: 'https://github.com/a/b',
};
const later = { tag_name: 'v0.2.0', html_url: 'https://github.com/a/b/releases/tag/v0.2.0' };

const answering = (body: unknown, ok = true) =>
  vi.fn(async (_: string, __: RequestInit) => ({
    ok,
    text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
  }));

test.each([
  ['0.2.0', '0.1.9', true],
  ['v1.0.0', '0.9.9', true],
  ['0.10.0', '0.9.0', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.2.0', false],
  ['1.0.0-beta.1', '0.1.0', false],
  ['latest', '0.1.0', false],
])('%s is later than %s: %s', (one, other, is) => {
  expect(isLater(one, other)).toBe(is);
});

test('a later release is found with its page', async () => {
  expect(await findUpdate(origin, answering(later))).toEqual({ version: '0.2.0', page: later.html_url });
});

test('nothing is sent but the version', async () => {
  const get = answering(later);
  await findUpdate(origin, get);
  expect(get).toHaveBeenCalledOnce();
  const [address, { headers, credentials, redirect, body, method }] = get.mock.calls[0] ?? ['', {}];
  expect(address).toBe(origin.releases);
  expect(headers).toEqual({ Accept: 'application/json', 'User-Agent': 'Arcspace/0.1.0' });
  expect([credentials, redirect, body, method]).toEqual(['omit', 'error', undefined, undefined]);
});

test.each([
  ['no later version', { ...later, tag_name: 'v0.1.0' }],
  ['a page of somebody else', { ...later, html_url: 'https://evil.example/arcspace' }],
  ['a page that is no page', { ...later, html_url: 'file:///etc/passwd' }],
  ['another kind of answer', '<html>'],
  ['an answer that never ends', `${'['.repeat(1_000_001)}`],
])('%s counts as none', async (_, body) => {
  expect(await findUpdate(origin, answering(body))).toBeUndefined();
});

test('a refusal, and no connection, count as none', async () => {
  expect(await findUpdate(origin, answering(later, false))).toBeUndefined();
  const offline = async () => {
    throw new TypeError('fetch failed');
  };
  expect(await findUpdate(origin, offline)).toBeUndefined();
});

test('where there is no address, or none that is secure, nobody is asked', async () => {
  for (const releases of [undefined, 'http://a.example/latest', 'file:///latest.json']) {
    const get = answering(later);
    expect(await findUpdate({ ...origin, releases }, get)).toBeUndefined();
    expect(get).not.toHaveBeenCalled();
  }
});

test('the address is what package.json names', () => {
  expect(readOrigin('{"name":"arcspace","version":"1.2.3"}')).toEqual({ version: '1.2.3' });
});

const DAY = 24 * 60 * 60 * 1000;

test('it is asked once a day, where that is wished', () => {
  const now = 100 * DAY;
  const asked = { looksForUpdates: true, lookedForUpdates: now - DAY + 1 };
  expect(isTimeToLook(origin, asked, now)).toBe(false);
  expect(isTimeToLook(origin, asked, now + 1)).toBe(true);
  expect(isTimeToLook(origin, { ...asked, looksForUpdates: false }, now + 1)).toBe(false);
  expect(isTimeToLook({ version: '0.1.0' }, asked, now + 1)).toBe(false);
});

test('what is found is told once, and the menu knows it', async () => {
  vi.useFakeTimers();
  const values = { looksForUpdates: true, lookedForUpdates: 0 } as SettingValues;
  const settings = { values, set: (change: Partial<SettingValues>) => void Object.assign(values, change) };
  const notify = vi.fn();
  const find = vi.fn(async () => ({ version: '0.2.0', page: later.html_url }));
  const watch = createUpdateWatch({ settings, origin, find, notify, changed: () => {} });
  watch.begin();
  expect(find).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2.5 * DAY);
  vi.useRealTimers();
  expect(find).toHaveBeenCalledTimes(3);
  expect(notify).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ message: 'Arcspace 0.2.0 is available.' }));
  expect(watch.found()?.version).toBe('0.2.0');
  watch.wish(false);
  expect(watch.wished()).toBe(false);
});
