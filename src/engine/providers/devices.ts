import { availableParallelism } from 'node:os';
import { providersOf, titleOf } from '../../protocol/providers.ts';
import type { Device, DeviceChoice, ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { missingRuntime } from '../sessions/missingRuntime.ts';
import { decide, isBetter } from './decide.ts';
import { examine as examineHere } from './examine.ts';
import { createFindings, type Findings } from './findings.ts';
import { nvidiaName } from './nvidia.ts';

export interface DeviceSettings {
  /** What the command line or the environment says; what the user chose in the editor otherwise. */
  readonly choice?: DeviceChoice | undefined;
  /** Where findings and the choice are kept; nowhere without it. */
  readonly file?: string | undefined;
  /** Providers of the platform. */
  readonly providers?: readonly ProviderName[];
  readonly examine?: (provider: ProviderName) => Promise<ProviderFinding>;
  /** Does something that must not happen while the device is in use. */
  readonly whileIdle?: (work: () => void) => Promise<void>;
}

/** What computes, and what else could. */
export interface Devices {
  /** Found when it is first asked for. */
  current(): Promise<Device>;
  /** Changes to another provider, now and for later starts. One that does not run leads to the next best. */
  choose(choice: DeviceChoice): Promise<Device>;
  /** Examines every provider of the platform anew. */
  checkAgain(): Promise<Device>;
}

export function createDevices(settings: DeviceSettings): Devices {
  const { providers = providersHere(), examine = examineHere, whileIdle = async (work) => work() } = settings;
  const others = providers.filter((name) => name !== 'cpu');
  const findings = createFindings(settings.file, examine);
  let choice: Promise<DeviceChoice> | undefined;
  let device: Promise<Device> | undefined;

  const find = async (wanted: DeviceChoice) =>
    providers.length === 0 ? noDevice(wanted) : findDevice(wanted, others, findings);
  const chosen = () => {
    choice ??= Promise.resolve(settings.choice ?? findings.choice()).then((kept) => kept ?? 'auto');
    return choice;
  };
  const change = async (look: () => Promise<Device>): Promise<Device> => {
    const found = await look();
    await whileIdle(() => {
      choice = Promise.resolve(found.choice);
      device = Promise.resolve(found);
    });
    return found;
  };

  return {
    current() {
      device ??= chosen().then(find);
      return device;
    },
    choose: (wanted) =>
      change(async () => {
        await findings.choose(wanted);
        await findings.retry(wanted);
        return find(wanted);
      }),
    checkAgain: () =>
      change(async () => {
        await findings.examineAnew(others);
        return find(await chosen());
      }),
  };
}

/** Of a platform without any provider. */
function noDevice(choice: DeviceChoice): Device {
  return { provider: 'cpu', label: 'No device', reason: missingRuntime('').message, choice, findings: [] };
}

async function findDevice(choice: DeviceChoice, others: readonly ProviderName[], findings: Findings): Promise<Device> {
  await lookAt(choice, others, findings);
  const known = await findings.known(others);
  const { provider, reason } = decide(choice, known);
  return { provider, label: await label(provider), reason, choice, findings: known };
}

/** Examines no more than the decision takes. */
async function lookAt(choice: DeviceChoice, others: readonly ProviderName[], findings: Findings): Promise<void> {
  if (choice === 'cpu') return;
  if (choice !== 'auto') {
    const { state } = await findings.of(choice);
    if (state !== 'fails') return;
  }
  for (const provider of others) {
    const finding = await findings.of(provider);
    if (provider === 'cuda' && isBetter(finding)) return;
  }
}

function providersHere(): ProviderName[] {
  return providersOf(process.platform, process.arch).map(({ name }) => name);
}

async function label(provider: ProviderName): Promise<string> {
  if (provider === 'cpu') return cpuLabel(availableParallelism());
  return provider === 'cuda' ? `CUDA: ${(await nvidiaName()) ?? 'GPU'}` : titleOf(provider);
}

function cpuLabel(cores: number): string {
  return `CPU, ${cores} ${cores === 1 ? 'core' : 'cores'}`;
}
