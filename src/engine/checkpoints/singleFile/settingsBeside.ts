import { basename, dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';
import { readRegularFile } from '../../files/readRegularFile.ts';
import { readOptionalJson } from '../../models/readJson.ts';
import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { ChosenPart } from './checkpoint.ts';

type Config = Readonly<Record<string, unknown>>;

/** What files beside a checkpoint say of it. */
export interface SettingsBeside {
  /** Whole paths of those that are there. */
  readonly files: readonly string[];
  /** Keys of the configuration of a part, or of the scheduler, that the user chose. */
  of(part: string): Config;
  /** Other files that the user chose for parts. @throws ArcspaceError for one that is not beside the checkpoint or below. */
  chosen(): ReadonlyMap<string, ChosenPart>;
  /** @throws ArcspaceError for settings of other parts than these, and for another file of the denoising network, which makes the checkpoint. */
  requireOnly(denoiser: string, others: readonly string[]): void;
  /** What the network predicts, by the configuration that it was trained with. */
  readonly parameterization: 'eps' | 'v' | undefined;
}

export const noSettings: SettingsBeside = {
  files: [],
  of: () => ({}),
  chosen: () => new Map(),
  requireOnly: () => undefined,
  parameterization: undefined,
};

const schema = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Where a user says what a checkpoint does not: "model.config.json" for "model.safetensors". */
export function settingsFile(file: string): string {
  return `${stem(file)}.config.json`;
}

const stem = (file: string) => file.replace(/\.[^./\\]*$/, '');

/**
 * Reads the settings of the user, and what model sites offer beside old checkpoints: a .yaml file of the same name.
 * @throws ArcspaceError for settings that are no JSON, or of another form.
 */
export async function settingsBeside(file: string): Promise<SettingsBeside> {
  const own = settingsFile(file);
  const settings = await readOptionalJson(own, schema);
  const training = `${stem(file)}.yaml`;
  const text = await optionalText(training);
  return {
    files: [...(settings ? [own] : []), ...(text === undefined ? [] : [training])],
    of(part) {
      const { file: _, ...config } = settings?.[part] ?? {};
      return config;
    },
    chosen() {
      const named = Object.entries(settings ?? {}).filter(([, { file }]) => file !== undefined);
      return new Map(named.map(([part, { file, ...said }]) => [part, { path: weightsBeside(own, part, file), said }]));
    },
    requireOnly(denoiser, others) {
      const parts = [denoiser, ...others];
      const strange = Object.keys(settings ?? {}).find((part) => !parts.includes(part));
      if (strange !== undefined) {
        const what = `has settings for "${strange}", which ${basename(file)} does not have.`;
        throw brokenFile(own, what, `It can have settings for ${parts.join(', ')}.`);
      }
      if (settings?.[denoiser]?.file === undefined) return;
      const what = `names a file for "${denoiser}", which is in ${basename(file)} itself.`;
      throw brokenFile(own, what, 'Use that file as the checkpoint.');
    },
    parameterization: parameterizationIn(text ?? ''),
  };
}

function weightsBeside(own: string, part: string, file: unknown): string {
  const leadsOutside = typeof file !== 'string' || isAbsolute(file) || /(^|[\\/])\.\.([\\/]|$)|[:\0]/.test(file);
  if (!leadsOutside) return join(dirname(own), file);
  throw brokenFile(
    own,
    `names a file for "${part}" that does not lie beside it.`,
    'Put that file beside it, or below.',
  );
}

/** The one line of a training configuration that no tensor says. */
function parameterizationIn(text: string): SettingsBeside['parameterization'] {
  const found = /^\s*parameterization:\s*["']?(eps|v)["']?\s*(#.*)?$/m.exec(text)?.[1];
  return found === 'eps' || found === 'v' ? found : undefined;
}

/** More than any training configuration has. */
const longest = 2 ** 20;

async function optionalText(file: string): Promise<string | undefined> {
  try {
    return (await readRegularFile(file, { largest: longest })).toString();
  } catch (thrown) {
    if (thrown instanceof ArcspaceError) return undefined;
    throw thrown;
  }
}
