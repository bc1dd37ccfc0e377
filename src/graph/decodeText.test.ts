import { describe, expect, test } from 'vitest';
import { decodeText } from './decodeText.ts';

const text = '{\r\n  "name": "Größe 🐱"\r\n}\r\n';

const utf16 = (words: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(words, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

describe('a text is read as it was written', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16 of little ends', utf16(text, 'le')],
    ['UTF-16 of little ends with a byte order mark', utf16(`\ufeff${text}`, 'le')],
    ['UTF-16 of big ends', utf16(text, 'be')],
    ['UTF-16 of big ends with a byte order mark', utf16(`\ufeff${text}`, 'be')],
  ])('in %s', (_, bytes) => {
    expect(decodeText(bytes, 'a.json')).toBe(text);
  });

  test('when it is empty, or nothing but a byte order mark', () => {
    expect(decodeText(new Uint8Array(), 'a.json')).toBe('');
    expect(decodeText(Buffer.from('\ufeff'), 'a.json')).toBe('');
    expect(decodeText(Buffer.from('7'), 'a.json')).toBe('7');
  });
});

describe('bytes that are no text are refused with the line, and nothing is replaced', () => {
  test.each([
    ['Latin-1', Buffer.from('{\n"name": "Größe"}', 'latin1'), '"a.json" is not UTF-8 text at line 2.'],
    ['UTF-8 that is cut', Buffer.from('{\n\n"🐱').subarray(0, -1), '"a.json" is not UTF-8 text at line 3.'],
    ['half a UTF-16 pair', utf16('\ufeff{\n\ud83d', 'le'), '"a.json" is not UTF-16LE text at line 2.'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), '"a.json" is in UTF-32.'],
    ['UTF-32 of big ends', Buffer.from([0, 0, 0, 0x7b]), '"a.json" is in UTF-32.'],
    ['UTF-32 without a mark', Buffer.from([0x7b, 0, 0, 0]), '"a.json" is in UTF-32.'],
  ])('%s', (_, bytes, message) => {
    const remedy = 'Save the file as UTF-8 with a text editor.';
    expect(() => decodeText(bytes, 'a.json')).toThrow(expect.objectContaining({ code: 'not-text', message, remedy }));
  });
});
