import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import type { PreferenceValues } from '../state/preferences.ts';

const next = { system: 'dark', dark: 'light', light: 'system' } as const satisfies Record<
  PreferenceValues['theme'],
  PreferenceValues['theme']
>;
const words = { system: 'as the system', dark: 'dark', light: 'light' } as const;

export function ThemeButton() {
  const { preferences } = useApp();
  const { theme } = preferences.values.value;
  return (
    <button
      type="button"
      class="icon-button"
      data-testid="theme"
      aria-label={`Theme: ${words[theme]}`}
      title={`Theme: ${words[theme]}. Click for ${words[next[theme]]}.`}
      onClick={() => preferences.set({ theme: next[theme] })}
    >
      <Icon name="theme" />
    </button>
  );
}
