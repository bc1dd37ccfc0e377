// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../testing/memoryStore.ts';
import { createPreferences, followOtherWindows } from './preferences.ts';

describe('preferences', () => {
  it('are there again at the next start', () => {
    const store = memoryStore();
    createPreferences(store).set({ theme: 'light', drawerHeight: 300 });
    expect(createPreferences(store).values.value).toMatchObject({ theme: 'light', drawerHeight: 300 });
  });

  it.each(['', '{', 'null', '[]', '{"theme":"pink","railWidth":99999,"recents":[{"path":1}]}'])(
    'fall back to what is usual when the store holds %s',
    (text) => {
      const { values } = createPreferences(memoryStore({ 'arcspace.preferences': text }));
      expect(values.value).toMatchObject({ theme: 'dark', railWidth: 264, recents: [] });
    },
  );

  it('keep what is good beside what is broken', () => {
    const text = '{"theme":"pink","inspector":false}';
    const { values } = createPreferences(memoryStore({ 'arcspace.preferences': text }));
    expect(values.value).toMatchObject({ theme: 'dark', inspector: false });
  });

  it('have the keys of the table where those that were chosen cannot be read', () => {
    const stored = (shortcuts: unknown) =>
      createPreferences(memoryStore({ 'arcspace.preferences': JSON.stringify({ shortcuts }) })).values.value.shortcuts;
    expect(stored({ run: ['Ctrl+R'], live: [] })).toEqual({ run: ['Ctrl+R'], live: [] });
    expect([stored('all'), stored({ run: 'Ctrl+R' }), stored({ run: [7] })]).toEqual([{}, {}, {}]);
  });

  it('hold for this session when the store is closed', () => {
    const closed = {
      getItem: () => {
        throw new Error('closed');
      },
      setItem: () => {
        throw new Error('closed');
      },
    };
    const preferences = createPreferences(closed);
    preferences.set({ rail: 'outline' });
    expect(preferences.values.value.rail).toBe('outline');
  });
});

describe('preferences of two windows', () => {
  const twoWindows = () => {
    const store = memoryStore();
    const [one, other] = [createPreferences(store), createPreferences(store)];
    return { store, one, other };
  };

  it('are not written over by what is changed in the window that was opened earlier', () => {
    const { store, one, other } = twoWindows();
    one.set({ shortcuts: { live: ['Ctrl+L'] }, cacheBudget: 2 ** 30 });
    other.set({ railWidth: 300 });
    const next = createPreferences(store).values.value;
    expect(next).toMatchObject({ shortcuts: { live: ['Ctrl+L'] }, cacheBudget: 2 ** 30, railWidth: 300 });
  });

  it('follow each other in what is the same in all, while each has its own panels', () => {
    const { one, other } = twoWindows();
    const stop = followOtherWindows(other, window);
    const tell = () => window.dispatchEvent(new StorageEvent('storage', { key: 'arcspace.preferences' }));
    one.set({ theme: 'light', rail: 'models' });
    tell();
    expect(other.values.value).toMatchObject({ theme: 'light', rail: 'none' });
    stop();
    one.set({ theme: 'dark' });
    tell();
    expect(other.values.value.theme).toBe('light');
  });

  it('stay as they are while the store tells nothing', () => {
    const { store, one } = twoWindows();
    one.set({ theme: 'light' });
    store.setItem('arcspace.preferences', '{');
    one.follow();
    expect(one.values.value.theme).toBe('light');
  });
});
