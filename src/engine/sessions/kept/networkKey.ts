import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { basename } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { combineHashes, type Hasher } from '../../files/hasher.ts';
import { filesOfNetwork } from '../../networkFiles/filesOfNetwork.ts';
import { runtimeVersion } from '../onnx.ts';

/**
 * Names a network as the runtime arranges it for a processor: by the content of its files, the version of the runtime, what it was
 * asked for, and the processor, whose vectors decide how weights of convolutions lie.
 * @throws ArcspaceError when a file cannot be read.
 */
export async function networkKey(
  file: string,
  options: InferenceSession.SessionOptions,
  hasher: Hasher,
): Promise<string> {
  const files = await filesOfNetwork(file);
  const hashes = await Promise.all(files.map(async (path) => [basename(path), await hasher.hash(path)] as const));
  const content = combineHashes(Object.fromEntries(hashes));
  const circumstances = [basename(file), content, runtimeVersion, JSON.stringify(options), processor()];
  return createHash('sha256').update(circumstances.join('\n')).digest('hex');
}

let known: string | undefined;

function processor(): string {
  known ??= [platform(), arch(), cpus()[0]?.model, features()].join(' ');
  return known;
}

/** A virtual machine may hide some of what its processor can do. Other systems than Linux say what it is by its name only. */
function features(): string {
  try {
    return /^(?:flags|Features)\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'latin1'))?.[1] ?? '';
  } catch {
    return '';
  }
}
