import { isMac } from './isMac.ts';

/** A pressed key: what it types, and where it is, by the name that the key has on a US keyboard ("KeyZ"). */
export type TypedKey = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey'>;

/** A letter, mark or digit of another script than Latin: "я", Arabic "لا" (one key), Thai "ั", "٣". */
const FOREIGN = /(?=[\p{L}\p{M}])[^\p{Script=Latin}\p{Script=Common}]|(?=\p{Nd})[^0-9]/u;
/** Marks and digits stand on Latin keyboards too: only a letter tells what the layout is. */
const FOREIGN_LETTER = /(?=\p{L})[^\p{Script=Latin}\p{Script=Common}]/u;
const LATIN_LETTER = /^\p{Script=Latin}$/u;

/** What the keys that bear signs type on a US keyboard, without Shift and with it. */
const signs: Readonly<Record<string, readonly [string, string]>> = {
  Slash: ['/', '?'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Comma: [',', '<'],
  Period: ['.', '>'],
};

/** What a US keyboard types with the key in this place. */
function onLatinKeyboard({ code, shiftKey }: TypedKey): string | undefined {
  const [, letter, digit] = /^Key([A-Z])$|^(?:Digit|Numpad)(\d)$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? digit ?? signs[code]?.[shiftKey ? 1 : 0];
}

/**
 * Reads what a key means by its place, where that counts: on keyboards without Latin letters (Russian, Greek, Hebrew,
 * Arabic ...), for all of their keys. Latin ones (Dvorak, AZERTY, QWERTZ) go by what a key types alone. A sign does not tell
 * on which of the two it was typed; the last letter does. On a Mac, Alt types signs (å, Ω) on every keyboard: there keys go by
 * their place while it is held.
 */
export function createPlaceReader(mac: boolean = isMac): (pressed: TypedKey) => string | undefined {
  let foreignKeyboard = false;
  return (pressed) => {
    const { key } = pressed;
    if (mac && pressed.altKey) return onLatinKeyboard(pressed);
    if (FOREIGN_LETTER.test(key)) foreignKeyboard = true;
    else if (LATIN_LETTER.test(key)) foreignKeyboard = false;
    const named = /^\w{2,}$/.test(key);
    return !named && (foreignKeyboard || FOREIGN.test(key)) ? onLatinKeyboard(pressed) : undefined;
  };
}
