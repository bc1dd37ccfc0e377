import type { Context, Progress } from './context.ts';
import type { Execution } from './execution.ts';
import { pausing } from './pausing.ts';
import { toPicture } from './picture.ts';
import type { PlannedNode } from './plan.ts';

/** What a node has told while it ran. */
export interface Told {
  /** What it warns of, each sentence once. */
  readonly warnings: string[];
  /** Paths of the files that it wrote. */
  readonly written: string[];
  makeshift: boolean;
}

/** What one node may touch while it runs. */
export function nodeContext(execution: Execution, node: PlannedNode, told: Told): Context {
  const { services, signal } = execution;
  const report = progressReporter(execution, node.id);
  const pause = pausing(execution);
  const warn = (message: string) => {
    if (!told.warnings.includes(message)) told.warnings.push(message);
  };
  const noted = async (writing: Promise<string>) => {
    const path = await writing;
    told.written.push(path);
    return path;
  };
  return {
    signal,
    pause,
    progress: async (progress) => {
      await report(progress);
      await pause();
    },
    warn,
    makeshift: (message) => {
      told.makeshift = true;
      warn(message);
    },
    models: services.models,
    vaes: services.vaes,
    loras: services.loras,
    images: services.images,
    films: {
      open: (path, reader) => services.films.open(path, reader),
      encodings: () => services.films.encodings(),
      write: (name, frames, encoding) => noted(services.films.write(name, frames, encoding)),
    },
    files: {
      read: (path) => services.files.read(path),
      list: (folder, extensions) => services.files.list(folder, extensions),
      fingerprint: (path) => services.files.fingerprint(path),
      write: (name, bytes) => noted(services.files.write(name, bytes)),
    },
  };
}

const PREVIEW_INTERVAL = 120;

/** Turns a node's progress into events, with the time left from its own pace and a preview now and then. */
function progressReporter(execution: Execution, node: string): (progress: Progress) => Promise<void> {
  const { services, emit, watched } = execution;
  const started = services.now();
  let shown = started;
  return async ({ step, of, preview }) => {
    const elapsed = services.now() - started;
    const left = step > 0 ? { left: (elapsed / step) * (of - step) } : {};
    if (!preview || !watched(node) || services.now() - shown < PREVIEW_INTERVAL) {
      emit({ type: 'progress', node, step, of, ...left });
      return;
    }
    shown = services.now();
    emit({ type: 'progress', node, step, of, ...left, preview: toPicture(await preview()) });
  };
}
