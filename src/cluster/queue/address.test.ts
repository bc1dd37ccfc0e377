import { describe, expect, test } from 'vitest';
import { parseAddress } from './address.ts';

describe('the address of a queue', () => {
  test('names host and port, and what lets one in', () => {
    expect(parseAddress('redis://box', undefined)).toEqual({ host: 'box', port: 6379, db: 0, tls: false });
    expect(parseAddress('rediss://ann:p%40ss@box.lan:6380/2', undefined)).toEqual({
      host: 'box.lan',
      port: 6380,
      db: 2,
      tls: true,
      username: 'ann',
      password: 'p@ss',
    });
    expect(parseAddress('redis://[::1]:7000', undefined).host).toBe('::1');
  });

  test('takes the password from elsewhere where it has none', () => {
    expect(parseAddress('redis://box', 'secret').password).toBe('secret');
    expect(parseAddress('redis://:own@box', 'secret').password).toBe('own');
  });

  test.each([
    '',
    'box:6379',
    'http://:secret@box',
    'redis://:secret@',
    'redis://:secret@box/x',
    'redis://:secret@box/-1',
    'redis://:secret@box?db=1',
    'redis://box#secret',
    'redis://:%zz@box',
  ])('is refused without being repeated: %s', (text) => {
    const refusal = (() => {
      try {
        return parseAddress(text, undefined);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(refusal).toMatchObject({ code: 'usage' });
    expect(JSON.stringify(refusal)).not.toContain('secret');
    expect(String(refusal)).not.toContain('secret');
  });
});
