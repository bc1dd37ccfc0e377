import type { App } from '../app/createApp.ts';
import { commands } from './commands.ts';
import { findCommand } from './keys.ts';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const field = target.closest('input, textarea, select, [contenteditable]');
  return field !== null && field.getAttribute('type') !== 'range' && field.getAttribute('type') !== 'checkbox';
}

/** Keys that move or press what has the focus belong to it, unless that is the canvas or nothing. */
function belongsToFocus(event: KeyboardEvent, canvas: Element | null): boolean {
  const onCanvas = event.target === document.body || (event.target instanceof Node && canvas?.contains(event.target));
  if (onCanvas) return false;
  return ['Tab', 'Enter', ' ', 'Backspace'].includes(event.key) && !event.ctrlKey && !event.metaKey;
}

/** Everything that is open over the editor takes the keys for itself. */
function somethingIsOpen({ ui }: App): boolean {
  if (document.querySelector('.popover')) return true;
  return Boolean(ui.palette.peek() || ui.menu.peek() || ui.viewer.peek() || ui.sheet.peek() || ui.saveAs.peek());
}

/** Fields take what was typed when the focus leaves them: what runs or is saved has it. */
function takeTyped(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement)) return;
  target.blur();
  target.focus({ preventScroll: true });
}

export function listenToKeys(app: App): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (belongsToFocus(event, document.querySelector('[data-canvas]'))) return;
    const typing = isTyping(event.target);
    const found = findCommand(commands, event, typing, (command) => command.enabled(app));
    if (!found) return;
    const global = found.whileTyping === true;
    if (somethingIsOpen(app) && !global) return;
    if (app.ui.startPage.peek() && !global) return;
    event.preventDefault();
    if (typing) takeTyped(event.target);
    if (found.enabled(app)) found.run(app);
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
