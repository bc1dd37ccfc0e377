import type { PartChoices } from '../../../graph/context.ts';
import type { PartKind } from '../../../graph/models/knownModel.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { ordinal } from '../../checkpoints/singleFile/checkWantedPart.ts';
import { underName } from '../../files/weightFiles.ts';
import { type FoundModels, findModels, type ModelPlace } from '../modelPlaces.ts';
import type { ModelSource } from '../modelSource.ts';
import { findPartFiles, partFolders } from './partFiles.ts';

/**
 * Finds a model by its name, and what is to take the place of its parts. A model is one of the list, or a network that lies among
 * networks; a part lies in the folders for it, or is that of a model.
 * @throws ArcspaceError for names that are not there, with those that are.
 */
export async function findSource(
  roots: readonly string[],
  name: string,
  choices: PartChoices = {},
): Promise<ModelSource> {
  const found = await findModels(roots);
  const parts = new Map<string, string>();
  for (const [part, chosen] of Object.entries(choices)) {
    if (chosen !== undefined && chosen !== '') parts.set(part, (await placeOfPart(roots, found, part, chosen)).path);
  }
  const place = underName(found.models, name) ?? (await networkNamed(roots, name));
  if (!place) throw unknownModel(name, found);
  return { path: pathOf(place), parts };
}

function pathOf({ path, fault }: ModelPlace): string {
  if (fault) throw fault;
  return path;
}

async function networkNamed(roots: readonly string[], name: string): Promise<ModelPlace | undefined> {
  const path = underName(await findPartFiles(roots, 'denoiser'), name);
  return path === undefined ? undefined : { path };
}

/**
 * Where a part lies: in a folder for such parts, else among the models, where it is one of a model or lies alone.
 * @throws ArcspaceError for a name that is not there, with those that are.
 */
export async function placeOfPart(
  roots: readonly string[],
  { models }: FoundModels,
  part: string,
  name: string,
): Promise<{ readonly path: string; readonly model?: ModelPlace }> {
  const kind = part === 'vae' ? 'vae' : 'text_encoder';
  const files = await findPartFiles(roots, kind);
  const file = underName(files, name);
  if (file !== undefined) return { path: file };
  const model = underName(models, name);
  if (model) return { path: pathOf(model), model };
  throw unknownPart(part, kind, name, [...files.keys(), ...models.keys()]);
}

/** Names that are listed in a message. */
const listed = 8;

function unknownPart(part: string, kind: PartKind, name: string, known: readonly string[]): ArcspaceError {
  const [folder] = partFolders[kind];
  const there = known.slice(0, listed).join(', ');
  return new ArcspaceError(
    'unknown-model',
    `There is no ${ordinal(part)} called "${name.slice(0, 100)}".`,
    `Put its .safetensors file into models/${folder} of the workspace, or choose one of these: ${there}${known.length > listed ? ', …' : ''}.`,
    { port: part },
  );
}

function unknownModel(name: string, { models, others }: FoundModels): ArcspaceError {
  if (others.includes(name)) {
    return new ArcspaceError(
      'unknown-model',
      `The folder "${name}" is no model: it has no model_index.json.`,
      'Choose the folder that holds model_index.json. Where a folder was unpacked into itself, move it one level up.',
    );
  }
  const known = [...models.keys()].join(', ');
  return new ArcspaceError(
    'unknown-model',
    `There is no model called "${name.slice(0, 100)}". ${known ? `The models here are ${known}.` : 'No model was found.'}`,
    known
      ? 'Choose one of them, or put the model folder into the models folder of the workspace.'
      : 'Put a model folder into the models folder of the workspace.',
  );
}
