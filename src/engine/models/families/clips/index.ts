import type { ClipFamily } from './clipFamily.ts';
import { cogVideoX } from './cogVideoX.ts';
import { wan } from './wan.ts';

/** The autoencoders of clips that Arcspace runs. A new one is a file beside these and a line here. */
const families: readonly ClipFamily[] = [wan, cogVideoX];

/** The kind of clip autoencoder that a config.json is of; undefined for anything else. */
export function clipFamilyOf({ _class_name: name }: Readonly<Record<string, unknown>>): ClipFamily | undefined {
  return families.find(({ className }) => className === name);
}
