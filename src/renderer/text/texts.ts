import { complete } from './complete.ts';
import { english } from './english.ts';
import type { Language, Widened } from './language.ts';

/** Every word of the interface, by subject. */
export type Texts = Widened<typeof english>;

/** The words of the chosen language: asked for while something is drawn, so that none is kept from before the choice. */
export let texts: Texts = english;

/** Before the first thing is drawn; English stands in for what the language lacks. */
export function chooseLanguage(language: Language<Texts>): void {
  texts = complete<Texts>(english, language);
}
