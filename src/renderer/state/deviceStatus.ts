import { type ReadonlySignal, signal } from '@preact/signals';
import { problemFrom } from '../../graph/problem.ts';
import { titleOf } from '../../protocol/providers.ts';
import type { Device, DeviceChoice } from '../../protocol/types.ts';
import type { HostClient } from '../hosts/hostClient.ts';
import { texts } from '../text/texts.ts';
import type { Log, Notification } from './log.ts';

/** What the engine computes on, and what may be changed about it. */
export interface DeviceStatus {
  readonly device: ReadonlySignal<Device | null>;
  /** What is under way: a change to another device, or a look at all of them. */
  readonly task: ReadonlySignal<DeviceChoice | 'check' | null>;
  refresh(): Promise<void>;
  choose(choice: DeviceChoice): Promise<void>;
  /** Tries every device anew. */
  check(): Promise<void>;
  dispose(): void;
}

export function createDeviceStatus(client: HostClient, log: Log): DeviceStatus {
  const device = signal<Device | null>(null);
  const task = signal<DeviceChoice | 'check' | null>(null);

  const ask = async (call: () => Promise<Device>): Promise<void> => {
    try {
      device.value = await call();
    } catch (thrown) {
      log.problem(problemFrom(thrown));
    }
  };
  const change = async (name: DeviceChoice | 'check', call: () => Promise<Device>): Promise<void> => {
    if (task.peek()) return;
    task.value = name;
    const before = device.peek();
    await ask(call);
    task.value = null;
    const after = device.peek();
    if (after && after !== before) log.notify(changeNotification(name, before, after));
  };
  const stop = client.on('device', (event) => {
    device.value = event;
  });
  return {
    device,
    task,
    refresh: () => ask(() => client.call('device', {})),
    choose: (choice) => change(choice, () => client.call('chooseDevice', { choice })),
    check: () => change('check', () => client.call('checkDevices', {})),
    dispose: stop,
  };
}

function changeNotification(name: DeviceChoice | 'check', before: Device | null, after: Device): Notification {
  const missed = name !== 'check' && name !== 'auto' && after.provider !== name;
  if (missed) {
    const { finding, remedy } = after.findings.find(({ provider }) => provider === name) ?? {};
    const message = texts.messages.runsElsewhere(finding ?? texts.messages.doesNotRun(titleOf(name)), after.label);
    return { level: 'warning', message, ...(remedy && { remedy }) };
  }
  const same = before?.provider === after.provider;
  return { level: 'success', message: (same ? texts.messages.stillRunsOn : texts.messages.nowRunsOn)(after.label) };
}
