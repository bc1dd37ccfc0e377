import type { Engine } from '../engine/createEngine.ts';
import { deviceFromEnvironment } from '../host/deviceChoice.ts';
import type { DeviceChoice } from '../protocol/types.ts';

/** Says on the error output why a device that was asked for does not compute, and what does in its place. */
export async function noticeOfDevice({ devices }: Pick<Engine, 'devices'>, asked?: DeviceChoice): Promise<void> {
  const wanted = asked ?? deviceFromEnvironment() ?? 'auto';
  if (wanted === 'auto') return;
  const { provider, label, findings } = await devices.current();
  if (provider === wanted) return;
  const { finding = '', remedy = '' } = findings.find((each) => each.provider === wanted) ?? {};
  console.error(`${finding} This runs on ${label} instead.\n  ${remedy}`);
}
