import type { Point } from '../view/rect.ts';

export interface OptionMenuOptions {
  /** CSS pixels from the host's corner. */
  readonly at: Point;
  readonly width: number;
  readonly label: string;
  readonly options: readonly string[];
  readonly chosen: string;
  /** An option as people read it. */
  words(option: string): string;
  /** A sentence about an option, or nothing. */
  about(option: string): string;
  choose(option: string): void;
  closed(): void;
}

export interface OpenMenu {
  readonly element: HTMLElement;
  close(): void;
}

function createOption(option: string, text: string, about: string, chosen: boolean): HTMLElement {
  const element = document.createElement('div');
  element.className = 'canvas-option';
  element.setAttribute('role', 'option');
  element.setAttribute('aria-selected', String(chosen));
  // Text, never markup: options may come from files.
  element.textContent = text;
  element.title = about;
  element.dataset.option = option;
  return element;
}

function keepInside(host: HTMLElement, element: HTMLElement, [x, y]: Point): void {
  const left = Math.max(4, Math.min(x, host.clientWidth - element.offsetWidth - 4));
  const top = Math.max(4, Math.min(y, host.clientHeight - element.offsetHeight - 4));
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

/** A list to choose from, by pointer or by arrow keys and Enter. */
export function openOptionMenu(host: HTMLElement, options: OptionMenuOptions): OpenMenu {
  const element = document.createElement('div');
  element.className = 'canvas-menu';
  element.tabIndex = -1;
  element.setAttribute('role', 'listbox');
  element.setAttribute('aria-label', options.label);
  element.style.minWidth = `${options.width}px`;
  const items = options.options.map((option) =>
    createOption(option, options.words(option), options.about(option), option === options.chosen),
  );
  element.append(...items);
  let active = Math.max(0, options.options.indexOf(options.chosen));
  let open = true;

  const close = () => {
    if (!open) return;
    open = false;
    element.remove();
    options.closed();
  };
  const mark = (index: number) => {
    active = (index + items.length) % items.length;
    items.forEach((item, at) => {
      item.classList.toggle('active', at === active);
    });
    items[active]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (option: string | undefined) => {
    close();
    if (option !== undefined) options.choose(option);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => mark(active + 1),
    ArrowUp: () => mark(active - 1),
    Home: () => mark(0),
    End: () => mark(items.length - 1),
    Enter: () => choose(options.options[active]),
    Escape: close,
    Tab: close,
  };
  element.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]?.();
  });
  element.addEventListener('pointermove', (event) => {
    const index = items.indexOf(event.target as HTMLElement);
    if (index >= 0 && index !== active) mark(index);
  });
  element.addEventListener('click', (event) => {
    const index = items.indexOf(event.target as HTMLElement);
    if (index >= 0) choose(options.options[index]);
  });
  element.addEventListener('blur', close);
  host.append(element);
  keepInside(host, element, options.at);
  mark(active);
  element.focus({ preventScroll: true });
  return { element, close };
}
