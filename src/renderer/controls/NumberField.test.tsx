// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { NumberField, type NumberSpec } from './NumberField.tsx';

const spec: NumberSpec = { integer: false, minimum: 0, maximum: 10, step: 0.1, unit: 'px' };

let host: HTMLElement;

function mount(value = 5, change: NumberSpec = spec, isMixed = false) {
  host = document.createElement('div');
  document.body.append(host);
  const seen: { value: number; gesture: string }[] = [];
  act(() =>
    render(
      <NumberField
        id="field"
        label="Width"
        value={value}
        isMixed={isMixed}
        spec={change}
        change={(next, gesture) => seen.push({ value: next, gesture })}
      />,
      host,
    ),
  );
  const input = host.querySelector('input');
  if (!input) throw new Error('no field');
  return { input, seen, values: () => seen.map((each) => each.value) };
}

function type(input: HTMLInputElement, text: string, key = 'Enter'): void {
  act(() => {
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
}

const pointer = (input: HTMLElement, kind: string, clientX: number, shiftKey = false) =>
  act(
    () =>
      void input.dispatchEvent(
        new PointerEvent(`pointer${kind}`, { clientX, shiftKey, pointerId: 1, button: 0, bubbles: true }),
      ),
  );

afterEach(() => {
  act(() => render(null, host));
  host.remove();
});

describe('a number field', () => {
  it('takes an expression when Enter is pressed', () => {
    const { input, values } = mount();
    type(input, '1/4');
    expect(values()).toEqual([0.25]);
  });

  it('keeps its value and says so when the text means no number', () => {
    const { input, values } = mount();
    act(() => {
      input.value = 'alert(1)';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(input.getAttribute('aria-invalid')).toBe('true');
    type(input, 'alert(1)');
    expect(values()).toEqual([]);
    expect(input.value).toBe('5');
  });

  it('goes back on Escape', () => {
    const { input, values } = mount();
    type(input, '7', 'Escape');
    expect(values()).toEqual([]);
    expect(input.value).toBe('5');
  });

  it('takes the Escape that drops what was typed, and leaves the next one to the dialog around it', () => {
    const { input } = mount();
    host.setAttribute('role', 'dialog');
    const closing: boolean[] = [];
    host.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') closing.push(!event.defaultPrevented);
    });
    const press = () =>
      act(
        () =>
          void input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })),
      );
    act(() => {
      input.value = '7';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    press();
    press();
    expect(closing).toEqual([false, true]);
    expect(input.value).toBe('5');
  });

  it('stays within its bounds', () => {
    const { input, values } = mount();
    type(input, '99');
    expect(values()).toEqual([10]);
  });

  it('steps with the arrow keys, finely with Shift', () => {
    const { input, values } = mount();
    act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true })));
    act(
      () => void input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true })),
    );
    expect(values()).toEqual([5.1, 4.99]);
  });

  it('changes while it is dragged, as one gesture', () => {
    const { input, seen, values } = mount();
    pointer(input, 'down', 100);
    pointer(input, 'move', 110);
    pointer(input, 'move', 120);
    pointer(input, 'up', 120);
    expect(values()).toEqual([5.5, 6]);
    expect(new Set(seen.map((each) => each.gesture)).size).toBe(1);
  });

  it('gives whole numbers where only those are meant', () => {
    const { input, values } = mount(5, { ...spec, integer: true, step: 1 });
    type(input, '7.6');
    expect(values()).toEqual([8]);
  });
});
