import type { Services } from '../execution.ts';
import { ArcspaceError } from '../problem.ts';

export interface FakeFiles {
  readonly services: Services;
  /** Path to text. */
  readonly files: Map<string, string>;
}

/** Services over a map of files, without models and pictures. */
export function fakeServices(initial: Readonly<Record<string, string>> = {}): FakeFiles {
  const files = new Map(Object.entries(initial));
  let clock = 0;
  const refuse = async (): Promise<never> => {
    throw new ArcspaceError('no-model', 'There are no models here.', 'Use a node that needs none.');
  };
  const services: Services = {
    models: { load: refuse, fingerprint: refuse },
    vaes: { load: refuse, fingerprint: refuse },
    loras: { load: refuse, fingerprint: refuse },
    images: { decode: refuse, encode: refuse, animate: refuse },
    films: { open: refuse, encodings: refuse, write: refuse },
    files: {
      read: async (path) => Uint8Array.from(text(path), (character) => character.charCodeAt(0)),
      list: async (folder) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
      fingerprint: async (path) => text(path),
      write: async (name, bytes) => {
        files.set(name, String.fromCharCode(...bytes));
        return name;
      },
    },
    yieldToHost: async () => {},
    now: () => clock++,
  };
  function text(path: string): string {
    const found = files.get(path);
    if (found === undefined) throw new ArcspaceError('no-file', `There is no file "${path}".`, 'Choose another.');
    return found;
  }
  return { services, files };
}
