// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useCopyKey } from './useCopyKey.ts';

const copy = vi.fn();

function Probe() {
  useCopyKey(copy);
  return (
    <>
      <input type="number" value="12" />
      <p>R 255</p>
    </>
  );
}

/** Whether the browser goes on to copy text. */
function press(selector: string): boolean {
  const event = new Event('copy', { bubbles: true, cancelable: true });
  return document.querySelector(selector)?.dispatchEvent(event) ?? false;
}

beforeEach(() => {
  copy.mockReset();
  act(() => render(<Probe />, document.body));
});
afterEach(() => {
  getSelection()?.removeAllRanges();
  act(() => render(null, document.body));
});

describe('the key that copies', () => {
  it('takes the picture that is shown', () => {
    expect(press('p')).toBe(false);
    expect(copy).toHaveBeenCalledOnce();
  });

  it('takes text from a field', () => {
    expect(press('input')).toBe(true);
    expect(copy).not.toHaveBeenCalled();
  });

  it('takes text that is marked', () => {
    getSelection()?.selectAllChildren(document.querySelector('p') as HTMLElement);
    expect(press('p')).toBe(true);
    expect(copy).not.toHaveBeenCalled();
  });
});
