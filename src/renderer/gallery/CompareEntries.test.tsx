// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { AppProvider } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { CompareEntries } from './CompareEntries.tsx';

const entryOf = (prompt: string) =>
  ({ id: prompt, picture: prompt, prompt, name: '', seeds: {} }) as unknown as GalleryEntry;
const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8Array(4) };

/** Shows pictures of which those named "gone" cannot be had, and those named "late" are still fetched. */
async function compare(...prompts: string[]): Promise<string> {
  const pictureGallery = {
    picture: ({ prompt }: GalleryEntry) =>
      prompt.startsWith('late')
        ? new Promise(() => {})
        : Promise.resolve(prompt.startsWith('gone') ? undefined : picture),
  };
  const entries = prompts.map(entryOf);
  await act(async () => {
    render(
      <AppProvider value={{ pictureGallery } as unknown as App}>
        <CompareEntries entries={entries} back={() => undefined} />
      </AppProvider>,
      document.body,
    );
  });
  // What is fetched comes once the page is there.
  await act(async () => void (await Promise.resolve()));
  return document.body.textContent ?? '';
}
const allPairs = () => document.querySelector<HTMLButtonElement>('[data-testid="all-pairs"]');

afterEach(() => act(() => render(null, document.body)));

describe('pictures of the gallery that are compared', () => {
  it('are named where one of two cannot be had', async () => {
    expect(await compare('a boat', 'gone with the wind')).toContain('cannot be read: gone with the wind');
  });

  it('are compared in pairs without those that cannot be had', async () => {
    expect(await compare('a boat', 'gone', 'a house')).toContain('cannot be read: gone');
    expect(allPairs()?.disabled).toBe(false);
    act(() => allPairs()?.click());
    act(() => document.querySelector<HTMLButtonElement>('.pair')?.click());
    expect(document.querySelector('[data-testid="compare-labels"]')?.textContent).toMatch(/A a boat.*B a house/);
  });

  it('are waited for while they are fetched', async () => {
    expect(await compare('a boat', 'late', 'a house')).not.toContain('cannot be read');
    expect(allPairs()?.disabled).toBe(true);
  });
});
