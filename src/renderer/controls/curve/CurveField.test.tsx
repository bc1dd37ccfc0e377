// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KeyFrame } from '../../../geometry/keyFrames.ts';
import type { CurveSpan } from '../../parameters/curve.ts';
import { CurveField } from './CurveField.tsx';

const key = (at: number, value: number, easing: KeyFrame['easing'] = 'linear'): KeyFrame => ({ at, value, easing });
const span: CurveSpan = { from: 1, to: 101, step: 1, timing: 'frames' };
let host: HTMLElement;

function mount(value: readonly KeyFrame[], spanOf: (keys: readonly KeyFrame[]) => CurveSpan = () => span) {
  host = document.createElement('div');
  document.body.append(host);
  const seen: { readonly keys: readonly KeyFrame[]; readonly gesture: string }[] = [];
  const show = (now: readonly KeyFrame[]) =>
    act(() =>
      render(
        <CurveField
          {...{ id: 'field', label: 'Curve', value: now, span: spanOf(now) }}
          change={(next, gesture) => {
            seen.push({ keys: next as readonly KeyFrame[], gesture });
            show(next as readonly KeyFrame[]);
          }}
        />,
        host,
      ),
    );
  show(value);
  const live = host.querySelector('.curve-live') as HTMLElement;
  vi.spyOn(live, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 100));
  const buttons = () => [...host.querySelectorAll<HTMLButtonElement>('.curve-key')];
  const press = (index: number, name: string, more: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
    act(() => {
      buttons()[index]?.dispatchEvent(event);
    });
    return event;
  };
  const pointer = (index: number, type: string, at: readonly [number, number]) =>
    act(() => {
      const button = buttons()[index] as HTMLButtonElement;
      button.setPointerCapture = () => undefined;
      button.dispatchEvent(
        new PointerEvent(type, { pointerId: 1, button: 0, clientX: at[0], clientY: at[1], bubbles: true }),
      );
    });
  return { seen, buttons, press, pointer, last: () => seen.at(-1)?.keys };
}

afterEach(() => {
  act(() => render(null, host));
  host.remove();
});

const two = [key(1, 0), key(101, 1)];

describe('a curve in the inspector', () => {
  it('says of each key frame where it is and how it leads on', () => {
    const names = mount([key(1, 0, 'ease_in'), key(101, 1)])
      .buttons()
      .map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual([
      'Curve, Key frame 1 of 2: frame 1, 0, ease in to the next',
      'Curve, Key frame 2 of 2: frame 101, 1',
    ]);
  });

  it('is dragged by its key frames, as one step of undo, over a plane that keeps still', () => {
    const { seen, pointer } = mount([key(1, 0), key(51, 1), key(101, 1)]);
    pointer(1, 'pointerdown', [50, 7]);
    pointer(1, 'pointermove', [40, 50]);
    pointer(1, 'pointermove', [30, 50]);
    pointer(1, 'pointerup', [30, 50]);
    expect(seen.map(({ keys }) => keys[1])).toEqual([key(41, 0.5), key(31, 0.5)]);
    expect(new Set(seen.map(({ gesture }) => gesture)).size).toBe(1);
  });

  it('does not run away where the last key frame lies beyond all frames, so that dragging it changes what is spanned', () => {
    const reaching = (keys: readonly KeyFrame[]) => ({ ...span, to: Math.max(24, ...keys.map(({ at }) => at)) });
    const { last, pointer } = mount(two, reaching);
    pointer(1, 'pointerdown', [100, 7]);
    for (const right of [90, 80, 70, 60]) pointer(1, 'pointermove', [right, 7]);
    pointer(1, 'pointerup', [60, 7]);
    expect(last()?.[1]?.at).toBe(61);
  });

  it('leads further by the arrow keys than the plane does, which grows', () => {
    const reaching = (keys: readonly KeyFrame[]) => ({ ...span, to: Math.max(24, ...keys.map(({ at }) => at)) });
    const { last, press } = mount([key(1, 0), key(24, 1)], reaching);
    press(1, 'ArrowRight');
    press(1, 'ArrowRight');
    expect(last()?.[1]).toEqual(key(26, 1));
  });

  it('gets a key frame by a double click, which then has the focus', () => {
    const { last } = mount(two);
    const plane = host.querySelector('.curve-plane') as HTMLElement;
    act(() => {
      plane.dispatchEvent(new MouseEvent('dblclick', { clientX: 25, clientY: 50, bubbles: true }));
    });
    expect(last()).toEqual([key(1, 0), key(26, 0.5), key(101, 1)]);
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Curve, Key frame 2 of 3: frame 26/);
  });

  it('loses one by Delete, but never the last, and keeps the key from the canvas', () => {
    const { press, seen, last } = mount(two);
    expect(press(1, 'Delete').defaultPrevented).toBe(true);
    expect(last()).toEqual([key(1, 0)]);
    expect(press(0, 'Delete').defaultPrevented).toBe(true);
    expect(seen).toHaveLength(1);
  });

  it('follows the arrow keys, and leaves shortcuts alone', () => {
    const { press, seen, last } = mount(two);
    press(0, 'ArrowRight');
    press(0, 'ArrowUp');
    expect(last()?.[0]).toEqual(key(2, 0.01));
    expect(press(0, 'z', { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(seen).toHaveLength(2);
  });

  it('gets one by the keyboard, in the middle of the way', () => {
    const { press, last } = mount(two);
    press(0, 'Insert');
    expect(last()?.[1]).toEqual(key(51, 0.5));
  });
});
