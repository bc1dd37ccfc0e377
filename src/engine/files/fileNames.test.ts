import { describe, expect, test } from 'vitest';
import { fitName } from '../../graph/portableName.ts';
import { numbered, safeFileName, sameName } from './fileNames.ts';

const bytes = (text: string) => Buffer.byteLength(text);

describe('the name of a file that comes from elsewhere is made safe', () => {
  test.each([
    ['photo.png', 'photo.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.png', 'a.png'],
    ['a<b>:"|?*.png', 'a-b------.png'],
    ['.hidden', 'hidden'],
    ['...', 'file'],
    ['', 'file'],
    ['a\0b\n.png', 'a-b-.png'],
    ['Größe 🐱.png', 'Größe 🐱.png'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });
});

describe('a name has at most 255 bytes of UTF-8', () => {
  const signs = ['x', 'ö', '猫', '🐱', '👩‍👩‍👧‍👦', 'e\u0301'];

  test.each(signs.map((sign) => [sign]))('of %s, and no sign of it is halved', (sign) => {
    const long = `${sign.repeat(300)}.png`;
    const name = safeFileName(long);
    expect(bytes(name)).toBeLessThanOrEqual(255);
    expect(bytes(name)).toBeGreaterThan(225);
    const stem = name.slice(0, -'.png'.length);
    expect(long.normalize('NFC').startsWith(stem)).toBe(true);
    expect(stem.length % sign.normalize('NFC').length).toBe(0);
  });

  test('its number included, and its ending stays', () => {
    const name = numbered(`/folder/${safeFileName(`${'猫'.repeat(300)}.png`)}`, 1234);
    expect(name).toMatch(/^\/folder\/猫+-1234\.png$/);
    expect(bytes(name) - bytes('/folder/')).toBeLessThanOrEqual(255);
  });

  test('and what follows a dot far from the end is no ending', () => {
    expect(bytes(safeFileName(`a.${'猫'.repeat(300)}`))).toBeLessThanOrEqual(255);
  });

  test('and does not end in a dot or a space where it was cut', () => {
    expect(fitName(`${'x'.repeat(249)} . y`, '.json')).toBe(`${'x'.repeat(249)}.json`);
  });
});

test('two names that show alike are the same, put together or not', () => {
  expect(sameName('Größe', 'Gro\u0308ße')).toBe(true);
  expect(sameName('Größe', 'Grosse')).toBe(false);
});
