import type { App } from '../app/createApp.ts';
import { exploredNode } from '../explorer/explored.ts';
import { writesByAltGraph } from '../keyboard/altGraph.ts';
import { createPlaceReader } from '../keyboard/keyPlace.ts';
import { typingField } from '../keyboard/typingField.ts';
import { commands } from './commands.ts';
import { findCommand } from './keys.ts';

/** Keys that move or press what has the focus belong to it, unless that is the canvas or nothing. */
function belongsToFocus(event: KeyboardEvent, canvas: Element | null): boolean {
  const onCanvas = event.target === document.body || (event.target instanceof Node && canvas?.contains(event.target));
  if (isArrow(event)) return !(event.target instanceof Node && canvas?.contains(event.target));
  if (onCanvas) return false;
  return ['Tab', 'Enter', ' ', 'Backspace'].includes(event.key) && !event.ctrlKey && !event.metaKey;
}

/** Those scroll panels and move within lists: nodes move by them only where the canvas has the focus. */
function isArrow({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.startsWith('Arrow') && !ctrlKey && !metaKey && !altKey;
}

/** Everything that is open over the editor takes the keys for itself. */
function somethingIsOpen({ ui }: App): boolean {
  if (document.querySelector('.popover')) return true;
  if (ui.gallery.peek() || ui.exportGraph.peek() || ui.settings.peek()) return true;
  return Boolean(ui.palette.peek() || ui.menu.peek() || ui.viewer.peek() || ui.sheet.peek() || ui.saveAs.peek());
}

/** Fields take what was typed when the focus leaves them: what runs or is saved has it. */
function takeTyped(field: HTMLElement): void {
  field.blur();
  field.focus({ preventScroll: true });
}

/** Enter and Escape end typing, but for the Enter that begins a new line and what a form or a panel does by itself. */
function endsTyping({ key, ctrlKey, metaKey }: KeyboardEvent, field: HTMLElement): boolean {
  if (ctrlKey || metaKey || field.closest('form, [role="dialog"]')) return false;
  return key === 'Escape' || (key === 'Enter' && !(field instanceof HTMLTextAreaElement));
}

export function listenToKeys(app: App): () => void {
  const placeOf = createPlaceReader();
  const command = (event: KeyboardEvent, field: HTMLElement | null) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    const pressed = { key, place: placeOf(event), ctrlKey, metaKey, shiftKey, altKey };
    const { shortcuts } = app.preferences.values.peek();
    const found = findCommand(commands, pressed, field !== null, (each) => each.enabled(app), shortcuts);
    if (!found) return;
    // Views and panels of the graph are of no use under what covers it.
    const global = found.whileTyping === true && found.section !== 'View' && !found.deliberate;
    if (app.ui.appView.peek() && !found.inAppView) return;
    if (somethingIsOpen(app) && !global) return;
    if (app.ui.startPage.peek() && !global) return;
    if (exploredNode(app) && !found.whileExploring) return;
    event.preventDefault();
    if (event.repeat && found.deliberate) return;
    if (field) takeTyped(field);
    if (found.enabled(app)) found.run(app);
  };
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || writesByAltGraph(event)) return;
    const field = typingField(event.target);
    if (field && endsTyping(event, field)) app.ui.canvas.peek()?.focus();
    else if (!belongsToFocus(event, document.querySelector('[data-canvas]'))) command(event, field);
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
