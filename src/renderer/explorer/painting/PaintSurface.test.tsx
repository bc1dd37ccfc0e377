// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it } from 'vitest';
import { firstBrush } from '../../app/brush.ts';
import { PaintSurface } from './PaintSurface.tsx';

afterEach(() => act(() => render(null, document.body)));

it('after the other end of a pen erased, Space puts down a brush that paints', async () => {
  const viewport = { x: 0, y: 0, zoom: 1 };
  await act(() =>
    render(
      <PaintSurface
        strokes={[]}
        painting={{ paints: 'coverage' } as never}
        brush={firstBrush}
        shape={{ width: 100, height: 100 }}
        isPaintShown={false}
        change={() => undefined}
        take={() => undefined}
        pinched={{ viewport: () => viewport } as never}
      />,
      document.body,
    ),
  );
  const surface = document.querySelector<HTMLElement>('[data-testid="paint-surface"]');
  const erases = () => document.querySelector('.paint-brush')?.getAttribute('data-erases');
  const point = (type: string, buttons: number) =>
    act(() => {
      const pen = { pointerId: 2, pointerType: 'pen', button: 5, buttons, bubbles: true };
      surface?.dispatchEvent(new PointerEvent(type, pen));
    });
  await point('pointerdown', 32);
  expect(erases()).toBe('true');
  await point('pointerup', 0);
  await act(() => void surface?.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true })));
  expect(document.querySelector('.paint-brush')?.hasAttribute('data-down')).toBe(true);
  expect(erases()).toBeNull();
});
