/** What a file of settings can hold. */
export type SettingValue = string | number | boolean | null | readonly number[];

/** Something of a checkpoint that its file does not say, or where one of its parts is. */
export interface ModelSetting {
  /** "scheduler", "unet", "vae" ... */
  readonly part: string;
  /** As config.json of diffusers calls it, or "file" for the file that the part is taken from. */
  readonly key: string;
  /** What the file of settings beside the checkpoint says; null where it says nothing. */
  readonly said: SettingValue;
  /** What holds then; null for a part: that of the checkpoint. */
  readonly usual: SettingValue;
  /** What can be chosen; empty where any value may be written. */
  readonly choices: readonly string[];
  /** A sentence about what was guessed; absent where nothing was. */
  readonly why?: string;
}

/** One setting as it is to be; null to say nothing. */
export interface ChosenSetting extends Pick<ModelSetting, 'part' | 'key'> {
  readonly model: string;
  readonly value: SettingValue;
}
