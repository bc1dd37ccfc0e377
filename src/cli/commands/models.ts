import { totalBytes, type UnfinishedDownload } from '../../engine/hub/download/downloadRecord.ts';
import type { ModelStore } from '../../engine/models/modelStore.ts';
import { tryModel } from '../../engine/models/tryModel.ts';
import type { ModelRole } from '../../graph/models/knownModel.ts';
import { problemFrom } from '../../graph/problem.ts';
import { precisionText, sizeText } from '../../protocol/modelFacts.ts';
import type { FoundModel, FoundPart, PartRole } from '../../protocol/types.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { sizeWords } from '../planLines.ts';

export interface ModelsOptions extends EngineChoices {
  readonly check?: boolean;
  readonly json?: boolean;
}

/** Lists the models that are here, those that cannot be used with the reason and the remedy. */
export async function models(options: ModelsOptions): Promise<void> {
  const engine = openEngine(options);
  const listed = await engine.models.list();
  const parts = await engine.models.parts();
  const unfinished = await engine.downloader.unfinished();
  const found = options.check ? await tryAll(engine.models, listed) : listed;
  await engine.close();
  if (options.json) {
    console.log(JSON.stringify(await withHashes(engine.models, [...found.map(asListed), ...parts]), null, 2));
    return;
  }
  if (found.length === 0) console.log('No models. "arcspace models known" lists some to begin with.');
  for (const model of found) console.log(lines(model).join('\n'));
  for (const { title, roles } of partGroups) {
    const own = parts.filter(({ role }) => roles.includes(role));
    if (own.length > 0) console.log([title, ...own.flatMap(partLines)].join('\n'));
  }
  for (const download of unfinished) console.log(unfinishedLines(download).join('\n'));
}

interface Listed {
  readonly role: ModelRole;
  readonly name: string;
  readonly fault?: string;
}

/** A model as the parts are listed: whatever it is, `path` is where it lies. */
function asListed(model: FoundModel): Listed & { readonly path: string } {
  return { role: 'model', ...model, path: model.folder };
}

async function withHashes(store: ModelStore, all: readonly Listed[]): Promise<readonly object[]> {
  const hashed = all.map(async (one) => ({ ...one, files: one.fault === undefined ? await store.hashes(one) : {} }));
  return Promise.all(hashed);
}

const partGroups: readonly { readonly title: string; readonly roles: readonly PartRole[] }[] = [
  { title: 'Parts, for Load model from parts:', roles: ['denoiser', 'vae', 'text_encoder'] },
  { title: 'LoRAs, for Load LoRA:', roles: ['lora'] },
  { title: 'Embeddings, for prompts (embedding:name):', roles: ['embedding'] },
];

/** "  clip_l                   246.1 MB  CLIP-L", and where it lies */
function partLines({ name, bytes, title, fault, remedy, path }: FoundPart): string[] {
  const first = [name.padEnd(24), sizeWords(bytes).padStart(10), fault ? 'cannot be used' : title].join('  ');
  const rest = [fault, remedy, path].filter((line) => line);
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
}

function unfinishedLines({ record, kept, folder }: UnfinishedDownload): string[] {
  const { name, source, precision } = record;
  const again = `arcspace models get ${source}${precision === 'fp32' ? ' --precision fp32' : ''}`;
  return [
    `${name.padEnd(24)}  not downloaded wholly: ${sizeWords(kept)} of ${sizeWords(totalBytes(record))}`,
    `  Go on with "${again}", or delete the folder ${folder}.`,
  ];
}

/** Runs the networks of each model, one model after the other. */
async function tryAll(store: ModelStore, listed: readonly FoundModel[]): Promise<FoundModel[]> {
  const tried: FoundModel[] = [];
  for (const model of listed) tried.push(model.fault ? model : await tryOne(store, model));
  return tried;
}

async function tryOne(store: ModelStore, model: FoundModel): Promise<FoundModel> {
  try {
    await tryModel(await store.load(model.name));
    return model;
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { ...model, fault: message, remedy };
  }
}

function lines(model: FoundModel): string[] {
  const { name, bytes, fault, remedy, notes = [] } = model;
  const size = bytes > 0 ? `${(bytes / 1e6).toFixed(1)} MB` : '';
  const first = [name.padEnd(24), size.padStart(12), fault ? 'cannot run' : ''].join('  ').trimEnd();
  const rest = [factsLine(model), fault, remedy, ...notes, model.folder];
  return [first, ...rest.filter((line) => line).map((line) => `  ${line}`)];
}

/** "Stable Diffusion, 512 x 512, float16, DDIMScheduler, about 5.0 GB of memory" */
function factsLine({ kind, facts }: FoundModel): string {
  if (!facts) return kind ?? '';
  const memory = `about ${(facts.memory / 1e9).toFixed(1)} GB of memory`;
  const words = [kind, sizeText(facts.size), precisionText(facts.networks), facts.scheduler, memory];
  return words.filter((word) => word).join(', ');
}
