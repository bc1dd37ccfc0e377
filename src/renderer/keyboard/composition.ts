/**
 * Whether a key belongs to an input method that is composing a character: Chrome and Firefox send the Enter that ends the
 * composition before its end, Safari after it, known then by its number alone (UI Events, 229).
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Keeps the keys of a composition from every listener in the page, present and to come: Enter, Escape, Tab and arrows
 * choose among candidates then and mean nothing else. The input method has them before the page does.
 * @returns the function that ends it.
 */
export function shieldComposition(page: Window): () => void {
  const shield = (event: KeyboardEvent) => {
    if (!isComposing(event)) return;
    event.stopImmediatePropagation();
    // Chrome would empty a search field.
    if (event.key === 'Escape') event.preventDefault();
  };
  page.addEventListener('keydown', shield, { capture: true });
  return () => page.removeEventListener('keydown', shield, { capture: true });
}

/**
 * Hears keys before anything else in the page, but for the shield: that has been up since the page is there.
 * @returns the function that ends it.
 */
export function hearFirst(page: Window, hear: (event: KeyboardEvent) => void): () => void {
  page.addEventListener('keydown', hear, { capture: true });
  return () => page.removeEventListener('keydown', hear, { capture: true });
}
