import { titleOf } from '../../protocol/providers.ts';
import type { DeviceChoice, ProviderFinding, ProviderName } from '../../protocol/types.ts';
import { type DeviceRecord, readDeviceRecord, writeDeviceRecord } from './deviceRecord.ts';
import { describeMachine } from './machine.ts';

/** What was found out about providers, in this process or in an earlier one on the same machine. */
export interface Findings {
  /** The user's choice of an earlier start. */
  choice(): Promise<DeviceChoice | undefined>;
  choose(choice: DeviceChoice): Promise<void>;
  /** Examines the provider unless that was done before. */
  of(provider: ProviderName): Promise<ProviderFinding>;
  /** Examines anew what did not run. */
  retry(provider: DeviceChoice): Promise<void>;
  /** What is known, without examining. */
  known(providers: readonly ProviderName[]): Promise<ProviderFinding[]>;
  /** One after the other: together they would slow each other down. */
  examineAnew(providers: readonly ProviderName[]): Promise<void>;
}

/** @param file where they are kept; nowhere without it. */
export function createFindings(
  file: string | undefined,
  examine: (provider: ProviderName) => Promise<ProviderFinding>,
  machine: () => Promise<string> = describeMachine,
): Findings {
  let record: Promise<DeviceRecord> | undefined;
  const open = () => {
    record ??= openRecord(file, machine);
    return record;
  };
  const keep = async (changed: Partial<DeviceRecord>): Promise<void> => {
    const whole = { ...(await open()), ...changed };
    record = Promise.resolve(whole);
    if (!file) return;
    const findings = whole.findings.filter(isLasting);
    await writeDeviceRecord(file, { ...whole, ...(await choiceOf(file)), ...changed, findings });
  };
  const find = async (provider: ProviderName) =>
    (await open()).findings.find((finding) => finding.provider === provider);

  const add = async (provider: ProviderName): Promise<ProviderFinding> => {
    const finding = await examine(provider);
    const others = (await open()).findings.filter((each) => each.provider !== provider);
    await keep({ findings: [...others, finding] });
    return finding;
  };
  return {
    choice: async () => (await open()).choice,
    choose: (choice) => keep({ choice }),
    of: async (provider) => (await find(provider)) ?? add(provider),
    async retry(provider) {
      const failed = (await open()).findings.find((each) => each.provider === provider && each.state === 'fails');
      if (failed) await add(failed.provider);
    },
    known: (providers) => Promise.all(providers.map(async (provider) => (await find(provider)) ?? untried(provider))),
    async examineAnew(providers) {
      for (const provider of providers) await add(provider);
    },
  };
}

/**
 * Why CUDA does not run is found out at every start: without its libraries nothing has to be started for it, and with them a new start is
 * what its remedies ask for.
 */
function isLasting({ provider, state }: ProviderFinding): boolean {
  return provider !== 'cuda' || state !== 'fails';
}

/** As another process may have left it meanwhile: findings do not take back what somebody chose. */
async function choiceOf(file: string): Promise<Pick<DeviceRecord, 'choice'>> {
  const choice = (await readDeviceRecord(file))?.choice;
  return choice === undefined ? {} : { choice };
}

/** What was kept, without the findings of another machine. */
async function openRecord(file: string | undefined, describe: () => Promise<string>): Promise<DeviceRecord> {
  const machine = await describe();
  const kept = file ? await readDeviceRecord(file) : undefined;
  return kept?.machine === machine ? kept : { ...kept, machine, findings: [] };
}

function untried(provider: ProviderName): ProviderFinding {
  return { provider, state: 'untried', finding: `${titleOf(provider)} was not tried yet.` };
}
