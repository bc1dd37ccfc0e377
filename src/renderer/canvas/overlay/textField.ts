import { isComposing } from '../../keyboard/composition.ts';
import { areOfText } from '../../keyboard/textKeys.ts';
import type { Rect } from '../view/rect.ts';

export interface TextFieldOptions {
  /** CSS pixels from the host's corner. */
  readonly rect: Rect;
  readonly value: string;
  readonly label: string;
  readonly multiline: boolean;
  /** CSS pixels. */
  readonly fontSize: number;
  readonly mono: boolean;
  /** Says whether the text was taken; one that was not stays open, marked as wrong. */
  commit(text: string): boolean;
  closed(): void;
}

export interface OpenField {
  readonly element: HTMLInputElement | HTMLTextAreaElement;
  /** Takes what was typed, as far as it can be taken. */
  close(): void;
}

function createElement(options: TextFieldOptions): HTMLInputElement | HTMLTextAreaElement {
  const element = document.createElement(options.multiline ? 'textarea' : 'input');
  const { x, y, width, height } = options.rect;
  element.className = options.mono ? 'canvas-field canvas-field-mono' : 'canvas-field';
  element.value = options.value;
  element.spellcheck = false;
  element.autocomplete = 'off';
  element.setAttribute('aria-label', options.label);
  Object.assign(element.style, {
    left: `${x}px`,
    top: `${y}px`,
    width: `${width}px`,
    height: `${height}px`,
    fontSize: `${options.fontSize}px`,
  });
  return element;
}

/** A text field over the canvas: Enter takes (Ctrl+Enter in a text of lines, which runs too), Escape leaves, leaving takes. */
export function openTextField(host: HTMLElement, options: TextFieldOptions): OpenField {
  const element = createElement(options);
  let open = true;
  const remove = () => {
    if (!open) return;
    open = false;
    element.remove();
    options.closed();
  };
  const take = (): void => {
    if (!open) return;
    if (options.commit(element.value)) remove();
    else element.setAttribute('aria-invalid', 'true');
  };
  const leave = () => {
    if (open) options.commit(element.value);
    remove();
  };
  element.addEventListener('keydown', (event) => {
    // Also in an editor of somebody else, whose page shields no composition.
    if (isComposing(event as KeyboardEvent)) return event.stopPropagation();
    const { key, ctrlKey, metaKey, altKey } = event as KeyboardEvent;
    const chord = ctrlKey || metaKey;
    const takes = key === 'Enter' && (!options.multiline || chord);
    if (key === 'Escape') remove();
    if (takes) take();
    const ends = key === 'Escape' || (takes && !chord);
    if (ends) event.preventDefault();
    // Typing is no shortcut, but other keys run and save as in any other field: Ctrl+Enter, Ctrl+S, F5.
    if (ends || areOfText(`${chord ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${key}`)) event.stopPropagation();
  });
  element.addEventListener('input', () => element.removeAttribute('aria-invalid'));
  element.addEventListener('blur', leave);
  host.append(element);
  element.focus();
  element.select();
  return { element, close: leave };
}
