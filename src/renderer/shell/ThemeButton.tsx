import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import type { PreferenceValues } from '../state/preferences.ts';
import { texts } from '../text/texts.ts';

const next = { system: 'dark', dark: 'light', light: 'system' } as const satisfies Record<
  PreferenceValues['theme'],
  PreferenceValues['theme']
>;

export function ThemeButton() {
  const { preferences } = useApp();
  const { theme } = preferences.values.value;
  const words = texts.shell.themes;
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="theme"
      aria-label={texts.shell.themeIs(words[theme])}
      title={texts.shell.themeAndNext(words[theme], words[next[theme]])}
      onClick={() => preferences.set({ theme: next[theme] })}
    >
      <Icon name="theme" />
    </button>
  );
}
