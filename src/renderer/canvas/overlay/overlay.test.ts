// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openOptionMenu } from './optionMenu.ts';
import { openTextField } from './textField.ts';
import { createTooltip, type Side } from './tooltip.ts';

const hostile = '<img src=x onerror=alert(1)>';
const field = {
  rect: { x: 0, y: 0, width: 100, height: 20 },
  value: hostile,
  label: hostile,
  multiline: false,
  fontSize: 12,
  mono: false,
};

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe('what floats over the canvas', () => {
  it('shows options as text, never as markup', () => {
    const choose = vi.fn();
    const menu = openOptionMenu(document.body, {
      at: [0, 0],
      width: 100,
      label: hostile,
      options: ['plain', hostile],
      chosen: 'plain',
      words: (option) => option,
      about: (option) => `What ${option} is.`,
      choose,
      closed: () => undefined,
    });
    expect(menu.element.querySelector('img')).toBeNull();
    const option = menu.element.children[1] as HTMLElement;
    expect(option.textContent).toBe(hostile);
    expect(option.title).toBe(`What ${hostile} is.`);
    option.click();
    expect(choose).toHaveBeenCalledWith(hostile);
  });

  it('shows tooltips as text, after a moment', () => {
    vi.useFakeTimers();
    const tooltip = createTooltip(document.body);
    tooltip.show(hostile, [0, 0]);
    const element = document.body.querySelector('[role=tooltip]') as HTMLElement;
    expect(element.hidden).toBe(true);
    vi.advanceTimersByTime(500);
    expect(element.hidden).toBe(false);
    expect(element.textContent).toBe(hostile);
    expect(element.querySelector('img')).toBeNull();
    tooltip.show('', [0, 0]);
    expect(element.hidden).toBe(true);
  });

  it('keeps a tooltip beside what it speaks of, on the side that has room', () => {
    vi.useFakeTimers();
    const host = document.createElement('div');
    Object.defineProperties(host, { clientWidth: { value: 1000 }, clientHeight: { value: 800 } });
    const tooltip = createTooltip(host);
    const element = host.querySelector('[role=tooltip]') as HTMLElement;
    Object.defineProperties(element, { offsetWidth: { value: 300 }, offsetHeight: { value: 50 } });
    const corner = (x: number, width: number, side: Side, y = 300) => {
      tooltip.show(`${x} ${y} ${side}`, [x, 400], { rect: { x, y, width, height: 200 }, side });
      vi.advanceTimersByTime(1000);
      return [element.style.left, element.style.top];
    };
    expect(corner(500, 210, 'left')).toEqual(['188px', '338px']);
    expect(corner(100, 210, 'left')).toEqual(['322px', '338px']);
    expect(corner(500, 210, 'right')).toEqual(['188px', '338px']);
    expect(corner(100, 800, 'left')).toEqual(['114px', '420px']);
    expect(corner(500, 210, 'above')).toEqual(['500px', '238px']);
    expect(corner(500, 210, 'above', 20)).toEqual(['188px', '338px']);
  });

  it('takes a text when the field is left, and leaves it on Escape', () => {
    const commit = vi.fn(() => true);
    const closed = vi.fn();
    openTextField(document.body, { ...field, commit, closed }).element.dispatchEvent(new Event('blur'));
    expect(commit).toHaveBeenCalledOnce();
    const second = openTextField(document.body, { ...field, commit, closed });
    second.element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(commit).toHaveBeenCalledOnce();
    expect(closed).toHaveBeenCalledTimes(2);
    expect(document.body.childElementCount).toBe(0);
  });

  it('takes a text of lines on Ctrl+Enter and lets the key go on, so that it runs too', () => {
    const commit = vi.fn(() => true);
    const run = vi.fn((event: Event) => event.defaultPrevented);
    document.body.addEventListener('keydown', run);
    const { element } = openTextField(document.body, { ...field, multiline: true, commit, closed: () => undefined });
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    document.body.removeEventListener('keydown', run);
    expect(commit).toHaveBeenCalledOnce();
    expect(run).toHaveReturnedWith(false);
  });

  it('keeps typing from becoming shortcuts', () => {
    const shortcut = vi.fn();
    document.body.addEventListener('keydown', shortcut);
    const { element } = openTextField(document.body, { ...field, commit: () => true, closed: () => undefined });
    for (const key of ['Delete', 'a', 'Enter', 'Escape']) {
      element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    document.body.removeEventListener('keydown', shortcut);
    expect(shortcut).not.toHaveBeenCalled();
  });

  it('lets keys go on that type nothing, so that they run and save as in any other field', () => {
    const shortcut = vi.fn();
    document.body.addEventListener('keydown', shortcut);
    const { element } = openTextField(document.body, { ...field, commit: () => true, closed: () => undefined });
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'F5', bubbles: true }));
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true }));
    document.body.removeEventListener('keydown', shortcut);
    expect(shortcut).toHaveBeenCalledTimes(2);
  });
});
