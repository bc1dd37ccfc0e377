import { basename } from 'node:path';
import type { Guess } from '../configs/guess.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type SettingsBeside, settingsFile } from './settingsBeside.ts';

/**
 * A checkpoint as the user says that it is: settings go before what shapes and families say, and before guesses.
 * @throws ArcspaceError for settings of a part that it does not have.
 */
export function withSettings(checkpoint: Checkpoint, settings: SettingsBeside): Checkpoint {
  settings.requireOnly([...checkpoint.parts.keys(), 'scheduler']);
  const { file, files, parts, scheduler, guesses } = checkpoint;
  return {
    ...checkpoint,
    files: [...files, ...settings.files],
    parts: new Map(
      [...parts].map(([part, { weights, config }]) => [part, { weights, config: { ...config, ...settings.of(part) } }]),
    ),
    scheduler: { ...scheduler, ...settings.of('scheduler') },
    guesses: guesses
      .filter(({ part, key }) => !Object.hasOwn(settings.of(part), key))
      .map((guess) => ({ ...guess, why: `${guess.why} ${howToChoose(guess, file)}` })),
  };
}

function howToChoose({ part, key }: Guess, file: string): string {
  const settings = JSON.stringify({ [part]: { [key]: '...' } });
  return `To choose, write ${settings} into ${basename(settingsFile(file))} beside it.`;
}
