import { useApp } from '../../app/context.ts';
import { Setting } from '../../components/Setting.tsx';
import { SegmentedField, ToggleField } from '../../controls/choices.tsx';
import type { PreferenceValues } from '../../state/preferences.ts';
import { texts } from '../../text/texts.ts';

/** How the editor looks. */
export function AppearancePage() {
  const { preferences } = useApp();
  const { theme, map } = preferences.values.value;
  const { themes } = texts.settings;
  return (
    <>
      <Setting title={texts.settings.theme} hint={texts.settings.themeAbout}>
        <SegmentedField
          id="settings-theme"
          testId="settings-theme"
          label={texts.settings.theme}
          value={theme}
          options={Object.keys(themes)}
          choices={themes}
          change={(to) => preferences.set({ theme: to as PreferenceValues['theme'] })}
        />
      </Setting>
      <Setting title={texts.settings.map} hint={texts.settings.mapAbout}>
        <ToggleField
          id="settings-map"
          label={texts.settings.map}
          value={map}
          change={(to) => preferences.set({ map: to })}
        />
      </Setting>
    </>
  );
}
