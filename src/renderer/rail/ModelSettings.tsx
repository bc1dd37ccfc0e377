import { useState } from 'preact/hooks';
import { words } from '../../graph/labels.ts';
import { problemFrom } from '../../graph/problem.ts';
import type { ModelSetting, SettingValue } from '../../protocol/modelSettings.ts';
import { useApp } from '../app/context.ts';
import { SelectField } from '../controls/choices.tsx';
import { texts } from '../text/texts.ts';

/** What a checkpoint does not say, guessed or usual, and where its parts are: each can be chosen, and is saved beside the checkpoint. */
export function ModelSettings({ model }: { model: string }) {
  const { engine } = useApp();
  const [settings, setSettings] = useState<readonly ModelSetting[] | null>(null);
  const [fault, setFault] = useState('');
  const show = async (asked: Promise<readonly ModelSetting[]>) => {
    try {
      setSettings(await asked);
      setFault('');
    } catch (thrown) {
      const { message, remedy } = problemFrom(thrown);
      setFault(`${message} ${remedy}`);
    }
  };
  return (
    <details
      class="model-settings"
      data-testid={`settings-${model}`}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) void show(engine.settings(model));
      }}
    >
      <summary>{texts.models.settings}</summary>
      <p class="hint">{texts.models.settingsAbout(model)}</p>
      {fault && <p class="field-fault">{fault}</p>}
      {settings?.map((setting) => (
        <Setting
          key={idOf(setting)}
          setting={setting}
          choose={(value) => void show(engine.choose({ ...named(setting), model, value }))}
        />
      ))}
    </details>
  );
}

function Setting({ setting, choose }: { setting: ModelSetting; choose(value: SettingValue): void }) {
  const { said, usual, choices, why } = setting;
  const id = idOf(setting);
  const label = labelOf(setting);
  const chosen = said === null ? '' : textOf(said);
  const field = { id, testId: id, label, value: chosen, change: (text: string) => choose(settingOf(text)) };
  return (
    <div class="setting">
      <label for={id}>{label}</label>
      {choices.length > 0 || setting.key === 'file' ? (
        <SelectField
          {...field}
          options={['', ...choices]}
          choices={{ '': usualWords(setting), ...asTheyAre(choices) }}
        />
      ) : (
        <input
          id={id}
          class="text-field"
          data-testid={id}
          value={chosen || textOf(usual)}
          onChange={({ currentTarget }) => field.change(currentTarget.value)}
        />
      )}
      {why && said === null && <p class="hint">{why}</p>}
    </div>
  );
}

function named({ part, key }: ModelSetting): Pick<ModelSetting, 'part' | 'key'> {
  return { part, key };
}

function idOf({ part, key }: ModelSetting): string {
  return `setting-${part}-${key}`;
}

/** "VAE", "Prediction type", "UNet: attention head dim" */
function labelOf({ part, key }: ModelSetting): string {
  if (key === 'file') return words(part);
  if (key === '_class_name') return texts.models.scheduler;
  if (key === 'clip_skip') return texts.models.clipSkip;
  return part === 'scheduler' ? words(key) : `${words(part)}: ${words(key).toLowerCase()}`;
}

/** What the first choice says: nothing is chosen. */
function usualWords({ key, usual, why }: ModelSetting): string {
  if (key === 'file') return texts.models.ofCheckpoint;
  if (usual === null) return texts.models.asUsualForSampler;
  return why === undefined ? texts.models.asUsual(textOf(usual)) : texts.models.guessed(textOf(usual));
}

/** Names in files are shown as they are. */
function asTheyAre(choices: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(choices.map((choice) => [choice, choice]));
}

function textOf(value: SettingValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number or a list where it reads as one; nothing where it is empty. */
function settingOf(text: string): SettingValue {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'number');
    return isList || typeof value === 'number' || typeof value === 'boolean' ? (value as SettingValue) : text;
  } catch {
    return text;
  }
}
