import type { Picture } from '../../../graph/events.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import { newId } from '../../page/newId.ts';

/** What several results share and is stored once. */
export type Part = readonly Picture[] | Workflow;

export interface SharedParts {
  /** The name of a part; the same object has the same name. */
  nameOf(part: Part): string;
  /** A part that was read from the store. */
  learn(name: string, part: Part): void;
}

export function createSharedParts(): SharedParts {
  const names = new WeakMap<Part, string>();
  return {
    nameOf(part) {
      const known = names.get(part);
      if (known !== undefined) return known;
      const name = newId();
      names.set(part, name);
      return name;
    },
    learn: (name, part) => void names.set(part, name),
  };
}

export const isPictures = (part: Part): part is readonly Picture[] => Array.isArray(part);
export const isWorkflow = (part: Part): part is Workflow => !Array.isArray(part);

/** About as many as it takes on the disk. */
export function bytesOfPart(part: Part): number {
  if (isPictures(part)) return part.reduce((sum, { rgba }) => sum + rgba.byteLength, 0);
  return 500 * (part.nodes.length + part.links.length) + (part.thumbnail?.length ?? 0);
}

/** A picture may be a view into a whole message, which would be stored with it. */
export function storable(part: Part): Part {
  return isPictures(part) ? part.map((picture) => ({ ...picture, rgba: picture.rgba.slice() })) : part;
}
