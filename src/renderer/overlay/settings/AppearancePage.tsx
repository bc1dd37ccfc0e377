import { useApp } from '../../app/context.ts';
import { Setting } from '../../components/Setting.tsx';
import { SegmentedField, ToggleField } from '../../controls/choices.tsx';
import type { PreferenceValues } from '../../state/preferences.ts';

const themes: Readonly<Record<PreferenceValues['theme'], string>> = { system: 'System', dark: 'Dark', light: 'Light' };

/** How the editor looks. */
export function AppearancePage() {
  const { preferences } = useApp();
  const { theme, map } = preferences.values.value;
  return (
    <>
      <Setting title="Theme" hint="System follows the operating system.">
        <SegmentedField
          id="settings-theme"
          testId="settings-theme"
          label="Theme"
          value={theme}
          options={Object.keys(themes)}
          choices={themes}
          change={(to) => preferences.set({ theme: to as PreferenceValues['theme'] })}
        />
      </Setting>
      <Setting title="Map" hint="Shows the whole graph small in a corner of the canvas.">
        <ToggleField id="settings-map" label="Map" value={map} change={(to) => preferences.set({ map: to })} />
      </Setting>
    </>
  );
}
