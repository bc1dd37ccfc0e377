import { dirname, join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { clearLeftovers } from '../../files/clearLeftovers.ts';
import type { Hasher } from '../../files/hasher.ts';
import { keptFolder } from '../../files/keptFolder.ts';
import { makeFolder } from '../../files/makeFolder.ts';
import { readRegularFile } from '../../files/readRegularFile.ts';
import { temporaryName } from '../../files/temporaryNames.ts';
import { removeTemporary } from '../../files/writeTemporary.ts';
import { bytesOfFiles, filesOfNetwork } from '../../networkFiles/filesOfNetwork.ts';
import { createOnnxSession } from '../onnx.ts';
import { providerOf, withWeightsIn } from '../optionsOf.ts';
import { networkKey } from './networkKey.ts';

type Options = InferenceSession.SessionOptions;

/** Networks as the runtime has arranged them, on disk: they open in half the time, and compute the same bits. */
export interface KeptNetworks {
  /** Opens the network in an ONNX file. @throws what the runtime throws. */
  open(file: string, options: Options): Promise<InferenceSession>;
  /** Bytes on disk. */
  size(): Promise<number>;
}

export const arrangedEachTime: KeptNetworks = { open: createOnnxSession, size: async () => 0 };

/**
 * Bytes of the files of a network. Opening a larger one is reading its weights, and an arranged copy is of float32: SD 1.5's text
 * encoder of 250 MB in float16 would take 490 MB of disk to open no faster.
 */
const largest = 64 * 2 ** 20;

/** Bytes of disk that they take together. */
const usualBudget = 2 ** 31;

/**
 * @param folder is made when something is written. Where it cannot be, or is full, networks open as they do without.
 * @param hasher of files, which remembers.
 */
export function createKeptNetworks(folder: string, hasher: Hasher, budget = usualBudget): KeptNetworks {
  const kept = keptFolder(folder, { budget: async () => budget });
  const cleared = clearLeftovers(folder);
  /** Where writing has failed it is not tried again: each attempt opens a network twice. */
  let writable = true;

  async function openKept(key: string, file: string, options: Options): Promise<InferenceSession | undefined> {
    const model = await kept.read(key);
    if (!model) return undefined;
    const asItIs = withWeightsIn(dirname(file), { ...options, graphOptimizationLevel: 'disabled' });
    return createOnnxSession(model, asItIs).catch(async () => {
      await kept.remove(key);
      return undefined;
    });
  }

  async function openAndKeep(key: string, file: string, options: Options): Promise<InferenceSession> {
    await makeFolder(folder);
    const optimizedModelFilePath = join(folder, temporaryName());
    try {
      const session = await createOnnxSession(file, { ...options, optimizedModelFilePath });
      await keep(key, file, options, optimizedModelFilePath).catch(giveUp);
      return session;
    } finally {
      await removeTemporary(optimizedModelFilePath);
    }
  }

  async function keep(key: string, file: string, options: Options, arranged: string): Promise<void> {
    const model = await readRegularFile(arranged);
    // The file may have been written to while it was opened.
    if ((await networkKey(file, options, hasher)) === key) await kept.write(key, model);
  }

  function giveUp(): void {
    writable = false;
  }

  async function openUnlessKept(key: string, file: string, options: Options): Promise<InferenceSession> {
    if (!writable) return createOnnxSession(file, options);
    return openAndKeep(key, file, options).catch(async () => {
      const session = await createOnnxSession(file, options);
      giveUp();
      return session;
    });
  }

  return {
    size: kept.size,
    async open(file, options) {
      await cleared;
      const key = (await pays(file, options))
        ? await networkKey(file, options, hasher).catch(() => undefined)
        : undefined;
      if (key === undefined) return createOnnxSession(file, options);
      return (await openKept(key, file, options)) ?? openUnlessKept(key, file, options);
    },
  };
}

/** Other providers arrange what they run for themselves each time, and keep it where they can. */
async function pays(file: string, options: Options): Promise<boolean> {
  return providerOf(options) === 'cpu' && (await bytesOfFiles(await filesOfNetwork(file))) <= largest;
}
