// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useKeyPress } from './useKeyPress.ts';

const answers = { take: vi.fn(), refuse: vi.fn(), cancel: vi.fn() };

function Probe() {
  useKeyPress(true, answers);
  return null;
}

function press(init: KeyboardEventInit, altGraph = false): void {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  event.getModifierState = (name) => altGraph && name === 'AltGraph';
  document.body.dispatchEvent(event);
}

beforeEach(() => {
  vi.resetAllMocks();
  act(() => render(<Probe />, document.body));
});
afterEach(() => act(() => render(null, document.body)));

describe('keys that are waited for', () => {
  it('are the next that are pressed, and nobody else hears of them', () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    press({ key: 'Control', ctrlKey: true });
    press({ key: 'd', ctrlKey: true });
    document.removeEventListener('keydown', heard);
    expect(answers.take.mock.calls).toEqual([['Ctrl+D']]);
    expect(heard).not.toHaveBeenCalled();
  });

  it('are not those that asked for them, held down for long', () => {
    press({ key: 'Enter', repeat: true });
    expect(answers.take).not.toHaveBeenCalled();
    press({ key: 'Enter' });
    expect(answers.take).toHaveBeenCalledWith('Enter');
  });

  it('are refused with a reason where AltGr types a character', () => {
    press({ key: '@', ctrlKey: true, altKey: true }, true);
    expect(answers.take).not.toHaveBeenCalled();
    expect(answers.refuse).toHaveBeenCalledWith(expect.stringContaining('AltGr'));
    press({ key: 'l', ctrlKey: true, altKey: true });
    expect(answers.take).toHaveBeenCalledWith('Ctrl+Alt+L');
  });

  it('are none after Escape', () => {
    press({ key: 'Escape' });
    expect([answers.take.mock.calls.length, answers.cancel.mock.calls.length]).toEqual([0, 1]);
  });
});
