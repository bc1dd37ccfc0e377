import { describe, expect, test } from 'vitest';
import { type } from '../paint/text.ts';
import { layoutMarkdown } from './layoutMarkdown.ts';
import { parseMarkdown } from './parseMarkdown.ts';

/** Every letter is 6 wide. */
const measure = (_: string, text: string) => text.length * 6;
const layout = (text: string, width = 300) => layoutMarkdown(parseMarkdown(text), width, measure);
const piece = (text: string, wanted: string) => layout(text).pieces.find((each) => each.text.trim() === wanted);
const lines = (text: string, width?: number) => {
  const byHeight = new Map<number, string>();
  for (const { y, text: words } of layout(text, width).pieces) byHeight.set(y, (byHeight.get(y) ?? '') + words);
  return [...byHeight.values()].map((line) => line.trimEnd());
};

describe('a note in Markdown', () => {
  test('has headings that are larger the higher they are, and heavier than text', () => {
    const sizes = ['# a', '## a', '### a', '###### a', 'a'].map((text) => piece(text, 'a')?.font);
    expect(
      sizes.map((font) =>
        /(\d+) (\d+)px/
          .exec(font ?? '')
          ?.slice(1)
          .map(Number),
      ),
    ).toEqual([
      [600, 17],
      [600, 15],
      [600, 13],
      [600, 13],
      [400, 12],
    ]);
  });

  test('has words that are bold, italic, both, struck, or code', () => {
    const text = 'plain **bold** *slanted* ***both*** ~~gone~~ `x = 1`';
    expect(piece(text, 'plain')?.font).toBe(type.label);
    expect(piece(text, 'bold')?.font).toBe(type.label.replace('400', '600'));
    expect(piece(text, 'slanted')?.font).toBe(`italic ${type.label}`);
    expect(piece(text, 'both')?.font).toBe(`italic ${type.label.replace('400', '600')}`);
    expect(piece(text, 'gone')?.struck).toBe(true);
    expect(piece(text, 'x = 1')).toMatchObject({ font: type.value, look: 'code' });
  });

  test('has lists with their signs and numbers, those within lists further in', () => {
    const text = '- one\n- two\n  - within\n\n3. third\n4. fourth\n\n- [x] done\n- [ ] open';
    expect(lines(text)).toEqual(['•one', '•two', '•within', '3.third', '4.fourth', '☑done', '☐open']);
    expect(piece(text, 'within')?.x).toBe(2 * (piece(text, 'one')?.x ?? 0));
  });

  test('has code as it is written, on a ground of its own', () => {
    const { pieces, grounds } = layout('```js\nlet a = **1**;\n  b\n```');
    expect(pieces.map((each) => each.text)).toEqual(['let a = **1**;', '  b']);
    expect(grounds).toHaveLength(1);
  });

  test('has lines across, quotations further in, and tables line by line', () => {
    expect(layout('a\n\n---\n\nb').rules).toHaveLength(1);
    expect(piece('> said', 'said')?.x).toBeGreaterThan(0);
    expect(lines('| a | b |\n|---|---|\n| 1 | 2 |')).toEqual(['a  |  b', '1  |  2']);
  });

  test('begins a new line where its text does', () => {
    expect(lines('one\ntwo')).toEqual(['one', 'two']);
  });

  test('is wrapped between words, and within a word that is too long', () => {
    expect(lines('aaa bbb ccc', 48)).toEqual(['aaa bbb', 'ccc']);
    expect(lines('aaa bb **cc**, dd', 57)).toEqual(['aaa bb', 'cc, dd']);
    expect(lines('abcdefghij', 24)).toEqual(['abcd', 'efgh', 'ij']);
    for (const { x, width } of layout('some **words that** go on and on, and onandonandonandon', 60).pieces) {
      expect(x + width).toBeLessThanOrEqual(66);
    }
  });

  test('keeps characters of several units whole where a word is cut', () => {
    const family = '👩‍👩‍👧';
    expect(lines(family.repeat(2), 24)).toEqual([family, family]);
    expect(lines(`${'a'.repeat(3999)}😀`, 40_000).join('')).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test('says where more of it is not shown than can be', () => {
    expect(lines(`${'word '.repeat(900)}`, 600).at(-1)).toBe('…');
    expect(lines('word', 600)).toEqual(['word']);
  });

  test('is empty without text', () => {
    expect(layout('')).toEqual({ pieces: [], grounds: [], rules: [], height: 0 });
  });
});

describe('a link in a note', () => {
  const hrefs = (text: string) => layout(text).pieces.flatMap(({ href }) => href ?? []);

  test('leads to the web', () => {
    expect(hrefs('[here](https://example.org/a?b=1)')).toEqual(['https://example.org/a?b=1']);
    expect(hrefs('see http://example.org now')).toEqual(['http://example.org/']);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\u0000script:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:https://example.org/x',
    'smb://host/share',
    'mailto:somebody@example.org',
    '//example.org/x',
    'a/relative/path.md',
    '#place',
  ])('to %s leads nowhere', (address) => {
    expect(hrefs(`[text](<${address}>)`)).toEqual([]);
    expect(
      layout(`[text](<${address}>)`)
        .pieces.map((each) => each.text)
        .join(''),
    ).toContain('text');
  });
});

describe('what a note must not do', () => {
  const shown = (text: string) =>
    layout(text, 3000)
      .pieces.map((each) => each.text)
      .join('');

  test.each([
    '<img src=x onerror="hacked()">',
    '<script>hacked()</script>',
    'before <b onclick="hacked()">bold</b>',
    '<iframe src="https://example.org"></iframe>',
    '<svg onload="hacked()">',
  ])('%s is shown as the text that it is', (html) => {
    expect(shown(html).replaceAll(' ', '')).toContain(html.replaceAll(' ', ''));
  });

  test('of a picture only its description is shown', () => {
    expect(shown('![a harbour](https://example.org/x.png)')).toBe('a harbour');
  });

  test.each([
    ['quotations', '>'.repeat(8000)],
    ['lists', '- '.repeat(4000)],
    ['brackets', '['.repeat(8000)],
    ['links', '[a]('.repeat(2000)],
    ['stars', '*a '.repeat(3000)],
    ['stars and underscores', '*_'.repeat(4000)],
    ['code signs', '`'.repeat(8000)],
    ['tags', '<a '.repeat(3000)],
    ['entities', '&'.repeat(8000)],
    ['one word', 'x'.repeat(20_000)],
    ['tables', `${'|a'.repeat(2000)}|\n${'|-'.repeat(2000)}|`],
  ])('thousands of %s are laid out too', (_, text) => {
    expect(layout(text, 200).height).toBeGreaterThan(0);
  });
});
