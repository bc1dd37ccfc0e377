/** Keys of the brush by where they lie on the keyboard: on many keyboards their characters need other keys, or are not there at all. */
const byPlace: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']', KeyX: 'x' };

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'getModifierState'>;

/** What a key means to the brush: its character, or else what its place is called; undefined with keys that make it another command. */
export function brushKey(event: Pressed): string | undefined {
  // On Windows the key that writes third characters comes as Ctrl and Alt.
  const writes = event.getModifierState('AltGraph') && (event.key === '[' || event.key === ']');
  if (!writes && (event.ctrlKey || event.metaKey || event.altKey)) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return Object.values(byPlace).includes(key) ? key : (byPlace[event.code] ?? key);
}
