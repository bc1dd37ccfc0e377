import { effect } from '@preact/signals';
import { cssVariables, darkTheme, lightTheme } from '../theme/tokens.ts';
import type { Preferences } from './preferences.ts';

/** Keeps the page's colours to the preference, and to the system where that is wished. */
export function followTheme(preferences: Preferences, root: HTMLElement): () => void {
  const query = window.matchMedia('(prefers-color-scheme: light)');
  const show = () => {
    const wish = preferences.values.peek().theme;
    const theme = wish === 'light' || (wish === 'system' && query.matches) ? lightTheme : darkTheme;
    for (const [name, value] of Object.entries(cssVariables(theme))) root.style.setProperty(name, value);
    root.dataset.theme = theme.name;
  };
  const stop = effect(() => {
    preferences.values.value.theme;
    show();
  });
  query.addEventListener('change', show);
  return () => {
    stop();
    query.removeEventListener('change', show);
  };
}
