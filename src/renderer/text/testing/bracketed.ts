import { english } from '../english.ts';
import { chooseLanguage, type Texts } from '../texts.ts';

type Table = Readonly<Record<string, unknown>>;

function bracket(text: unknown): unknown {
  if (typeof text === 'string') return `[${text}]`;
  if (typeof text === 'function') return (...values: readonly unknown[]) => bracket(text(...values));
  if (Array.isArray(text)) return text.map(bracket);
  return Object.fromEntries(Object.entries(text as Table).map(([name, inner]) => [name, bracket(inner)]));
}

/** A made-up language: English with brackets around each text. */
export const bracketed = bracket(english) as Texts;

/** To speak it until the returned function is called. */
export function speakBracketed(): () => void {
  chooseLanguage(bracketed);
  return () => chooseLanguage(english);
}
