import { darkTheme, lightTheme, type Theme } from '../theme/tokens.ts';

/** The theme that `<html data-theme="light">` asks for; dark otherwise. */
export function currentTheme(): Theme {
  return document.documentElement.dataset.theme === 'light' ? lightTheme : darkTheme;
}

/** @returns the function that ends the watch. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
