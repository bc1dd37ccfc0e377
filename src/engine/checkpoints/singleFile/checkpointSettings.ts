import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { parseSchedulerConfig } from '../../../diffusion/parseSchedulerConfig.ts';
import { ArcspaceError, problemFrom } from '../../../graph/problem.ts';
import type { ChosenSetting, ModelSetting, SettingValue } from '../../../protocol/modelSettings.ts';
import { inTurn } from '../../files/inTurn.ts';
import { isWeights } from '../../files/weightFiles.ts';
import { writeWhole } from '../../files/writeWhole.ts';
import { readOptionalJson } from '../../models/readJson.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import type { Checkpoint } from './checkpoint.ts';
import { knownSettings, predictionTypes } from './knownSettings.ts';
import { checkpointOf, readCheckpoint } from './readCheckpoint.ts';
import { settingsFile } from './settingsBeside.ts';

const fileSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
type Said = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What can be said of a checkpoint in the file of settings beside it: what its own file does not say, and where its parts are. Each with
 * what holds where nothing is said.
 * @throws ArcspaceError for a file that is no checkpoint, and for settings that are none.
 */
export async function checkpointSettings(file: string): Promise<readonly ModelSetting[]> {
  const said = await saidBeside(file);
  const plain = checkpointOf(file, await readWeights(file));
  const files = await weightsBeside(file);
  const setting = (part: string, key: string, more: Pick<ModelSetting, 'usual' | 'choices' | 'why'>): ModelSetting => ({
    part,
    key,
    said: (said[part]?.[key] ?? null) as SettingValue,
    ...more,
  });
  const guesses = plain.guesses.map(({ part, key, value, why }) =>
    setting(part, key, { usual: value as SettingValue, choices: choicesOf(key), why }),
  );
  const known = knownSettings(plain, said.scheduler).filter(
    ({ part, key }) => !guesses.some((guess) => guess.part === part && guess.key === key),
  );
  return [
    ...guesses,
    ...known.map(({ part, key, usual, choices }) => setting(part, key, { usual, choices })),
    ...partsOf(plain).map((part) => setting(part, 'file', { usual: null, choices: files })),
  ];
}

/** A checkpoint is its denoising network: the other parts may come from elsewhere. */
function partsOf({ parts, missing }: Checkpoint): string[] {
  return [...new Set([...parts.keys(), ...missing])].filter(
    (part) => part === 'vae' || part.startsWith('text_encoder'),
  );
}

function choicesOf(key: string): readonly string[] {
  if (key === 'prediction_type') return predictionTypes;
  return key === 'hidden_act' ? ['quick_gelu', 'gelu'] : [];
}

/**
 * Writes one setting into the file beside a checkpoint, or takes it out, and leaves all else that is in it. The file is written whole, and
 * only when the checkpoint can be read with it.
 * @param value null takes it out.
 * @param requireParts throws where parts of the checkpoint cannot be used.
 * @throws ArcspaceError for what the checkpoint cannot have, with the file as it was.
 */
export async function saveCheckpointSetting(
  file: string,
  setting: Omit<ChosenSetting, 'model'>,
  requireParts: () => Promise<unknown>,
): Promise<void> {
  // Each begins with what the one before has written; the writer of files has turns of its own.
  await inTurn(`settings of ${file}`, () => saveOnce(file, setting, requireParts));
}

async function saveOnce(
  file: string,
  { part, key, value }: Omit<ChosenSetting, 'model'>,
  requireParts: () => Promise<unknown>,
): Promise<void> {
  const path = settingsFile(file);
  const before = await saidBeside(file);
  await write(path, changed(before, part, key, value));
  try {
    await requireScheduler(file);
    await requireParts();
  } catch (thrown) {
    await write(path, before);
    throw thrown;
  }
}

async function requireScheduler(file: string): Promise<void> {
  const { scheduler } = await readCheckpoint(file);
  try {
    parseSchedulerConfig(scheduler);
  } catch (thrown) {
    throw new ArcspaceError(
      'invalid-value',
      `The scheduler of ${basename(file)} cannot be so: ${problemFrom(thrown).message}.`,
      'Choose another value, or change the setting that it contradicts.',
      { file },
    );
  }
}

function changed(said: Said, part: string, key: string, value: SettingValue): Said {
  const { [key]: _, ...others } = said[part] ?? {};
  const own = value === null ? others : { ...others, [key]: value };
  const { [part]: __, ...rest } = said;
  return Object.keys(own).length > 0 ? { ...rest, [part]: own } : rest;
}

/** Where nothing is said there is no file. */
async function write(path: string, said: Said): Promise<void> {
  if (Object.keys(said).length === 0) await rm(path, { force: true });
  else await writeWhole(path, `${JSON.stringify(said, null, 2)}\n`);
}

async function saidBeside(file: string): Promise<Said> {
  return (await readOptionalJson(settingsFile(file), fileSchema)) ?? {};
}

/** Subfolders that are looked into. */
const deepest = 2;

/** Other files of weights beside a checkpoint and below, as its settings name them. */
async function weightsBeside(file: string): Promise<readonly string[]> {
  const folder = dirname(file);
  const found = await weightsBelow(folder, deepest);
  return found
    .filter((path) => path !== file)
    .map((path) => relative(folder, path).split(sep).join('/'))
    .sort();
}

async function weightsBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return depth > 0 ? weightsBelow(path, depth - 1) : [];
    return isWeights(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}
