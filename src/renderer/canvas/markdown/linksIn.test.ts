import { expect, it } from 'vitest';
import { linksIn } from './linksIn.ts';

it('the links of a text are listed once each, whole, in the order in which they are read', () => {
  const text = [
    '# See [the **second** paper](https://example.org/b)',
    '- [the first](https://example.org/a), and [once **more** again](https://example.org/b)',
    'https://example.org/c',
  ].join('\n\n');
  expect(linksIn(text)).toEqual([
    { text: 'the second paper', href: 'https://example.org/b' },
    { text: 'the first', href: 'https://example.org/a' },
    { text: 'https://example.org/c', href: 'https://example.org/c' },
  ]);
});

it('what leads nowhere on the web is no link', () => {
  expect(linksIn('[run](javascript:alert(1)) and [file](file:///etc/passwd), `https://example.org`')).toEqual([]);
});
