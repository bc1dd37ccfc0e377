/** Whether keys type a third character: on Windows the key for that comes as Ctrl and Alt. */
export function writesByAltGraph(event: KeyboardEvent): boolean {
  return event.ctrlKey && event.altKey && event.getModifierState('AltGraph');
}
