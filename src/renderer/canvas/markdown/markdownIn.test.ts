// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { installFakeCanvas } from '../testing/fakeCanvas.ts';
import { linkAt, markdownIn } from './markdownIn.ts';

const text = 'one\n\n[here](https://example.org/)';
const whole = { width: 200, height: 200 };

beforeEach(installFakeCanvas);

test('a link is followed where it is painted, and nowhere where there is no room for it', () => {
  const link = markdownIn(text, whole).pieces.find(({ href }) => href !== undefined);
  const at = [(link?.x ?? 0) + 1, (link?.y ?? 0) + 1] as const;
  expect(linkAt(text, whole, at)).toBe('https://example.org/');
  const cut = { width: 200, height: at[1] + 4 };
  expect(markdownIn(text, cut)).toMatchObject({ isCut: true });
  expect(linkAt(text, cut, at)).toBeUndefined();
});
