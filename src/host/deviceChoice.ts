import { ArcspaceError } from '../graph/problem.ts';
import { providers, providersOf } from '../protocol/providers.ts';
import type { DeviceChoice } from '../protocol/types.ts';

/** A machine, as `process` describes it. */
export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** What ARCSPACE_PROVIDER names; undefined where it is not set. @throws ArcspaceError as `parseDeviceChoice`. */
export function deviceFromEnvironment(text = process.env.ARCSPACE_PROVIDER): DeviceChoice | undefined {
  return text ? parseDeviceChoice(text, 'ARCSPACE_PROVIDER') : undefined;
}

/**
 * A device by the name that a user gave it.
 * @param from where they named it: "--device"
 * @throws ArcspaceError with the names that this platform has.
 */
export function parseDeviceChoice(text: string, from: string, machine: Platform = process): DeviceChoice {
  const wanted = text.toLowerCase();
  const here = providersOf(machine.platform, machine.arch);
  const choices = ['auto' as const, ...here.map(({ name }) => name)];
  const choice = choices.find((name) => name === wanted);
  if (choice) return choice;
  const known = providers.find(({ name }) => name === wanted);
  const place = `${machine.platform} on ${machine.arch}`;
  throw new ArcspaceError(
    'usage',
    known ? `${known.title} is not available on ${place}.` : `${from} "${text}" is not a device.`,
    here.length > 0 ? `Choose ${list(choices)}.` : `ONNX Runtime for Node has no build for ${place}.`,
  );
}

function list(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
