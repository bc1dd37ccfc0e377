// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PixelValues } from './PixelValues.tsx';
import { usePictureStage } from './usePictureStage.ts';

/** Two columns, three rows. */
const picture = {
  width: 2,
  height: 3,
  frames: 1,
  rgba: Uint8ClampedArray.from([1, 2, 3, 4, 5, 6].flatMap((value) => [value, value * 10, 0, 255])),
};

function Probe() {
  const stage = usePictureStage(picture);
  return <PixelValues stage={stage} pictures={[{ frame: { picture, index: 0 }, label: 'It' }]} />;
}

const field = (name: 'x' | 'y') => document.querySelector<HTMLInputElement>(`[data-testid="pixel-${name}"]`);
const type = (name: 'x' | 'y', text: string) =>
  act(() => {
    const input = field(name);
    if (!input) throw new Error(name);
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
const words = () => document.querySelector('[data-testid="pixel-values"]')?.textContent ?? '';

beforeEach(() => act(() => render(<Probe />, document.body)));
afterEach(() => act(() => render(null, document.body)));

describe('the values of a pixel', () => {
  it('are those of the place that is typed', () => {
    type('x', '1');
    type('y', '2');
    expect(words()).toContain('R 6G 60B 0');
  });

  it('are not those of another place while there is none at what the fields show', () => {
    type('x', '1');
    type('x', '12');
    expect(field('x')?.value).toBe('12');
    expect(words()).not.toContain('R');
    expect(words()).toContain('x is 0 to 1, y is 0 to 2');
    type('x', '');
    expect(words()).not.toContain('R');
    type('x', '0');
    expect(words()).toContain('R 1G 10B 0');
  });
});
