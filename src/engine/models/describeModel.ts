import { problemFrom } from '../../graph/problem.ts';
import type { FoundModel, FoundNetwork, ModelFacts } from '../../protocol/types.ts';
import { bytesOfFiles } from '../networkFiles/filesOfNetwork.ts';
import { weightsOf } from '../sessions/networkSource.ts';
import { processorBudget } from '../sessions/sessionBudget.ts';
import { memoryNeeded } from './memoryNeeded.ts';
import { modelFiles } from './modelFiles.ts';
import { findParts, recognise } from './modelParts.ts';
import type { ModelPlace } from './modelPlaces.ts';
import type { ModelSource } from './modelSource.ts';
import { type ModelDescription, readModel } from './readModel.ts';

/** What can be said of a model folder without opening its networks; of one that cannot be used, why and what to do. */
export async function describeModel(name: string, { path, fault }: ModelPlace): Promise<FoundModel> {
  const source = { path };
  const model = { name, title: titleOf(name), folder: path, ...(await kindOf(source)) };
  let bytes = 0;
  try {
    if (fault) throw fault;
    for (const file of await modelFiles(await findParts(source))) bytes += file.bytes;
    const description = await readModel(source);
    const { notes } = description;
    return { ...model, bytes, facts: await factsOf(description), ...(notes.length > 0 && { notes }) };
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { ...model, bytes, fault: message, remedy };
  }
}

/** "arcspace-starter" -> "Arcspace starter" */
function titleOf(name: string): string {
  return sentence(name.replace(/[-_]+/g, ' ').trim());
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Also of a model that lacks something. */
async function kindOf(source: ModelSource): Promise<Pick<FoundModel, 'kind'>> {
  return recognise(source).then(
    ({ family }) => ({ kind: sentence(family.title) }),
    () => ({}),
  );
}

async function factsOf(description: ModelDescription): Promise<ModelFacts> {
  const { model, vae, training } = description;
  const networks = await networksOf(description);
  const [height, width] = model.nativeSize.map((cells) => cells * vae.downscale) as [number, number];
  const { _class_name: scheduler } = training.config;
  return {
    networks,
    size: [height, width],
    ...(typeof scheduler === 'string' && { scheduler }),
    memory: memoryNeeded(await weightsOpen(description), height * width, vae.decoderWidth, processorBudget()),
  };
}

function usedNetworks({ parts, vaeEncoder }: ModelDescription) {
  return { ...parts.networks, ...(vaeEncoder && parts.vaeEncoder && { vae_encoder: parts.vaeEncoder }) };
}

/** Bytes of each, on the processor. */
async function weightsOpen(description: ModelDescription): Promise<number[]> {
  return Promise.all(Object.values(usedNetworks(description)).map((network) => weightsOf(network, 'cpu')));
}

async function networksOf(description: ModelDescription): Promise<FoundNetwork[]> {
  const { signatures, vaeEncoder } = description;
  return Promise.all(
    Object.entries(usedNetworks(description)).map(async ([part, network]) => {
      const precision = (signatures.get(part) ?? vaeEncoder)?.precision;
      return { part, bytes: await bytesOfFiles(await network.files()), ...(precision && { precision }) };
    }),
  );
}
