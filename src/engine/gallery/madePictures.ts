import { type GalleryEntry, LONGEST_PROMPT, MOST_OF_RESULT } from '../../gallery/entry.ts';
import type { Picture } from '../../graph/events.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { promptOf } from '../../jobs/promptOf.ts';
import { seedName, seedsOf } from '../../jobs/seeds.ts';
import { sha256 } from '../files/sha256.ts';
import { type PictureFiles, pictureName } from './pictureFiles.ts';
import type { SharedWorkflows } from './sharedWorkflows.ts';

/** What a node of a run gave. */
export interface MadePictures {
  readonly workflow: Workflow;
  readonly path: string | null;
  readonly node: string;
  /** Names the result by its content. */
  readonly key: string;
  /** One for each output with images, then the films. */
  readonly pictures: readonly Picture[];
  readonly files: readonly string[];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Since its run began. */
  readonly seconds: number;
  /** Names of what the run gave before: where two nodes show the same picture it is one. */
  readonly seen: Set<string>;
}

interface Keeping {
  readonly pictures: PictureFiles;
  readonly workflows: SharedWorkflows;
  readonly registry: NodeRegistry;
  readonly known: ReadonlyMap<string, GalleryEntry>;
}

/** A picture of a result, before its files are written. */
interface Frame {
  readonly id: string;
  readonly name: string;
  readonly picture: Picture;
  readonly index: number;
  readonly port: string;
  readonly number: number;
  readonly of: number;
}

interface WrittenPictures {
  readonly entries: readonly GalleryEntry[];
  /** What kept the others from being written. */
  readonly fault?: unknown;
}

/** Files of an entry that are kept: those of a node that writes several for each picture. */
const MOST_FILES = 20;

/**
 * Writes the files of pictures that the gallery has not got.
 * @returns the entries of those that were put.
 * @throws ArcspaceError where their workflow cannot be kept.
 */
export async function writePictures(made: MadePictures, keeping: Keeping): Promise<WrittenPictures> {
  const news = newFrames(made, keeping);
  if (news.length === 0) return { entries: [] };
  const { workflow, path, node, time, seconds, files } = made;
  const { registry } = keeping;
  const own = workflow.nodes.find(({ id }) => id === node);
  const seeds = seedsOf(workflow, registry, [node]).map((seed) => [seedName(seed), seed.value] as const);
  const common = {
    ...(await keeping.workflows.put(workflow)),
    name: workflow.name,
    path,
    node,
    title: (own ? nodeTitle(own, registry) : node).slice(0, 200),
    seeds: Object.fromEntries(seeds),
    prompt: promptOf(workflow, registry, [node], LONGEST_PROMPT),
    time,
    seconds,
    favourite: false,
  };
  const entries: GalleryEntry[] = [];
  for (const { id, name, picture, index, port, number, of } of news) {
    const { width, height, frames, framesPerSecond } = picture;
    try {
      entries.push({
        ...common,
        id,
        picture: name,
        width,
        height,
        bytes: await keeping.pictures.put(name, picture, index),
        port,
        files: files.length === of ? files.slice(number - 1, number) : files.slice(0, MOST_FILES),
        ...(of > 1 && { number, of }),
        ...(framesPerSecond !== undefined && { frames }),
      });
    } catch (fault) {
      return { entries, fault };
    }
  }
  return { entries };
}

/** Of an animation the first frame, of a batch all pictures, but for those that the gallery or the run has already. */
function newFrames({ workflow, node, key, pictures, seen }: MadePictures, { registry, known }: Keeping): Frame[] {
  const ports = imagePorts(workflow, node, registry);
  const stills = pictures.flatMap((picture, at) =>
    Array.from({ length: picture.framesPerSecond === undefined ? picture.frames : 1 }, (_, index) => {
      return { picture, index, port: ports[at] ?? '' };
    }),
  );
  return stills.slice(0, MOST_OF_RESULT).flatMap(({ picture, index, port }, at) => {
    const id = sha256(`${key} ${at}`).slice(0, 32);
    const name = known.get(id)?.picture ?? pictureName(picture, index);
    const isNew = !known.has(id) && !seen.has(name);
    seen.add(name);
    if (!isNew) return [];
    return [{ id, name, picture, index, port, number: at + 1, of: stills.length }];
  });
}

/** In the order in which a result has its pictures. */
function imagePorts(workflow: Workflow, node: string, registry: NodeRegistry): string[] {
  const type = workflow.nodes.find(({ id }) => id === node)?.type ?? '';
  const outputs = Object.entries(registry.get(type)?.outputs ?? {});
  const named = (wanted: string) => outputs.filter(([, port]) => port.type === wanted).map(([name]) => name);
  return [...named('image'), ...named('image_set')];
}
