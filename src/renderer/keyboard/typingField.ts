/** Inputs into which no text goes: letters pressed there are shortcuts as anywhere else. */
const WITHOUT_TEXT: ReadonlySet<string> = new Set(['range', 'checkbox', 'radio', 'button', 'submit', 'file', 'color']);

/** The field that takes what is typed at this element, when there is one. */
export function typingField(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null;
  const field = target.closest<HTMLElement>('input, textarea, select, [contenteditable]');
  return field && !WITHOUT_TEXT.has(field.getAttribute('type') ?? '') ? field : null;
}
