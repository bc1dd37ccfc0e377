import { afterEach, expect, test } from 'vitest';
import { english } from './english.ts';
import { chooseLanguage, texts } from './texts.ts';

afterEach(() => chooseLanguage(english));

test('the interface speaks English until another language is chosen', () => {
  expect(texts).toBe(english);
});

test('what another language lacks is English', () => {
  chooseLanguage({ settings: { title: 'Einstellungen', pages: { folders: 'Ordner' } } });
  expect(texts.settings.title).toBe('Einstellungen');
  expect(texts.settings.pages.folders).toBe('Ordner');
  expect(texts.settings.pages.storage).toBe(english.settings.pages.storage);
  expect(texts.start.title).toBe(english.start.title);
});

test('lists stay lists, and what another language lacks of them is English', () => {
  chooseLanguage({ shortcuts: { pointer: [{ what: 'Knoten einfügen' }] } });
  const [first, ...others] = english.shortcuts.pointer;
  expect(texts.shortcuts.pointer).toEqual([{ ...first, what: 'Knoten einfügen' }, ...others]);
});

test('another language has plurals of its own', () => {
  const words = (count: number) => (count === 1 ? 'ein Bild' : `${count} Bilder`);
  chooseLanguage({ gallery: { keptHere: (pictures, size) => `${words(pictures)}, ${size}, in diesem Ordner` } });
  expect(texts.gallery.keptHere(1, '2 MB')).toBe('ein Bild, 2 MB, in diesem Ordner');
  expect(texts.gallery.keptHere(3, '2 MB')).toBe('3 Bilder, 2 MB, in diesem Ordner');
  expect(english.gallery.keptHere(1, '2 MB')).toBe('1 picture, 2 MB, in this workspace');
});
