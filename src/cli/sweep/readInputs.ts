import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { sortNaturally } from '../../engine/files/fileNames.ts';
import { findableName } from '../../engine/files/findableName.ts';
import { readTextFile } from '../../engine/files/readTextFile.ts';
import { foldersOf, rootsOf } from '../../engine/workspace/folders.ts';
import type { FileKind } from '../../graph/defineNode.ts';
import { animationFormats, filmExtensions } from '../../graph/filmFormats.ts';
import { type FoundParameter, findParameter } from '../../graph/parameters/findParameter.ts';
import { pictureExtensions } from '../../graph/pictureFormats.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { axisOfValues, type SweepAxis } from '../../graph/sweep/axis.ts';
import { axisOfLines } from '../../graph/sweep/readAxis.ts';
import { fileKindOf } from '../../graph/sweep/valueKind.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { programFolder } from '../../host/programFolder.ts';
import { workspaceFolder } from '../../host/workspaceFolder.ts';
import { splitSetting } from '../splitSetting.ts';

/** Where inputs are looked for, and where results go. */
export interface InputPlaces {
  /** The workflow's file. */
  readonly file: string;
  readonly out: string;
  readonly workspace?: string | undefined;
}

export interface Inputs {
  readonly axes: readonly SweepAxis[];
  /** Folders that the inputs lie in. */
  readonly readable: readonly string[];
}

/**
 * The axes of `--input` arguments: "node.parameter=FOLDER" for each file in a folder, or each folder in it where the parameter
 * names one, and "node.parameter=FILE" for each line of a text file.
 * @throws ArcspaceError `usage`, `empty-folder`, or what reading throws.
 */
export async function readInputs(
  workflow: Workflow,
  settings: readonly string[],
  places: InputPlaces,
): Promise<Inputs> {
  const inputs = await Promise.all(settings.map((setting) => readInput(workflow, setting)));
  const readable = inputs.flatMap((input) => (input.isFolder ? [input.path] : []));
  const axes: SweepAxis[] = [];
  for (const input of inputs) {
    const { found, path, written } = input;
    axes.push(
      input.isFolder
        ? axisOfValues(found, await pathsIn(found, path, readable, places))
        : axisOfLines(found, await readTextFile(path, { shown: written })),
    );
  }
  return { axes, readable };
}

interface Input {
  readonly found: FoundParameter;
  readonly written: string;
  readonly path: string;
  readonly isFolder: boolean;
}

async function readInput(workflow: Workflow, setting: string): Promise<Input> {
  const [name, written] = splitSetting(setting, '--input', 'FOLDER');
  const path = resolve(written);
  const found = findParameter(workflow, nodeRegistry, name);
  return { found, written, path, isFolder: await isFolder(path) };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * As the workflow names them, in the order of their names.
 * @param readable the folders of all inputs: two of the same name hide files of each other.
 */
async function pathsIn(
  found: FoundParameter,
  folder: string,
  readable: readonly string[],
  { file, out, workspace }: InputPlaces,
): Promise<string[]> {
  const kind = fileKindOf(found);
  if (!kind) throw noPath(found, folder);
  await refuseResultsAmong(folder, out, kind);
  const names = await namesIn(folder, kind);
  if (names.length === 0) {
    throw new ArcspaceError(
      'empty-folder',
      `There are no ${contents[kind].words} in "${folder}".`,
      'Choose another folder.',
    );
  }
  const folders = foldersOf({ program: programFolder(), workspace: workspaceFolder(workspace), readable });
  const places = { roots: rootsOf(folders, dirname(resolve(file))), allowed: new Set<string>() };
  return Promise.all(
    names.map(async (name) => (await findableName(places, join(folder, name))) ?? Promise.reject(hidden(folder, name))),
  );
}

interface Content {
  readonly words: string;
  /** Of files, in lower case; none for folders. */
  readonly extensions: readonly string[];
}

/** What each kind of parameter names. */
const contents: Readonly<Record<FileKind, Content>> = {
  image_file: { words: 'pictures', extensions: pictureExtensions },
  film_file: {
    words: 'films',
    extensions: [...filmExtensions, ...animationFormats.flatMap(({ extensions }) => extensions)],
  },
  latents_file: { words: 'files of latents (.safetensors)', extensions: ['.safetensors'] },
  image_folder: { words: 'folders', extensions: [] },
};

/** Says what is left out, so that nobody misses it silently. */
async function namesIn(folder: string, kind: FileKind): Promise<string[]> {
  const { words, extensions } = contents[kind];
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const fits = async (name: string): Promise<boolean> =>
    kind === 'image_folder'
      ? isFolder(join(folder, name))
      : extensions.includes(extname(name).toLowerCase()) && !(await isFolder(join(folder, name)));
  const fitting = await Promise.all(names.map(fits));
  const others = sortNaturally(names.filter((_, index) => !fitting[index]));
  if (others.length > 0) {
    console.error(`Left out ${others.length} in ${folder} that are no ${words}: ${listed(others)}.`);
  }
  return sortNaturally(names.filter((_, index) => fitting[index]));
}

function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')}, ...` : names.join(', ');
}

/** The next run would take them for inputs. */
async function refuseResultsAmong(folder: string, out: string, kind: FileKind): Promise<void> {
  const results = await realPath(resolve(out));
  const places =
    kind === 'image_folder' ? [results, dirname(results), await realPath(dirname(resolve(out)))] : [results];
  if (!places.includes(await realpath(folder))) return;
  throw new ArcspaceError(
    'usage',
    `Results would lie among the inputs in "${folder}".`,
    'Name another folder for them with --out.',
  );
}

/** The path itself where nothing is there yet. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

function noPath({ node, parameter }: FoundParameter, folder: string): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `${node.id}.${parameter} is no path, so it cannot go over the folder "${folder}".`,
    'Name a parameter for a file or a folder, such as load_image.path, or a text file with one value on each line.',
  );
}

function hidden(folder: string, name: string): ArcspaceError {
  return new ArcspaceError(
    'usage',
    `The workflow cannot name "${join(folder, name)}": another file beside it, in the workspace or in the folder of another input has the same path, or a link leads out of the folder.`,
    'Rename the folder.',
  );
}
