import { basename } from 'node:path';
import type { Guess } from '../configs/guess.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type SettingsBeside, settingsFile } from './settingsBeside.ts';

/** A checkpoint as the user says that it is: settings go before what shapes and families say, and before guesses. */
export function withSettings(checkpoint: Checkpoint, settings: SettingsBeside): Checkpoint {
  const { file, files, parts, scheduler, guesses } = checkpoint;
  return {
    ...checkpoint,
    files: [...files, ...settings.files],
    parts: new Map(
      [...parts].map(([name, part]) => [name, { ...part, config: { ...part.config, ...settings.of(name) } }]),
    ),
    scheduler: { ...scheduler, ...settings.of('scheduler') },
    guesses: guesses
      .filter(({ part, key }) => !Object.hasOwn(settings.of(part), key))
      .map((guess) => ({ ...guess, why: `${guess.why} ${howToChoose(guess, file)}` })),
  };
}

/** With the value that was taken, so that its kind shows: a number is written without quotes. */
function howToChoose({ part, key, value }: Guess, file: string): string {
  const settings = JSON.stringify({ [part]: { [key]: value } });
  return `To choose another value, write it into ${basename(settingsFile(file))} beside it, as in ${settings}.`;
}
