import type { FinishedProbe } from '../../../protocol/probeProcess.ts';
import type { ProviderName } from '../../../protocol/types.ts';
import type { Speed } from './computeSpeed.ts';

/** Runs the probe of a provider where its death harms nobody. */
export type StartProbe = (provider: ProviderName) => Promise<FinishedProbe>;

/** What computing showed: how long a run took, or in the runtime's words why there was none. */
export type Computed =
  | { readonly computes: true; readonly milliseconds: number }
  | { readonly computes: false; readonly reason: string };

/** Libraries write to the standard output too: these tell our lines from theirs. */
const marks = { computed: 'arcspace-probe ', speed: 'arcspace-speed ' } as const;

/** The line that tells whether a provider computes. */
export function formatComputed(computed: Computed): string {
  return `${marks.computed}${JSON.stringify(computed)}\n`;
}

/** The line that tells how fast. */
export function formatSpeed(speed: Speed): string {
  return `${marks.speed}${JSON.stringify(speed)}\n`;
}

/** What the process of a probe said; undefined where it ended before it could. */
export function computedIn(finished: FinishedProbe): Computed | undefined {
  return saidIn(finished, marks.computed) as Computed | undefined;
}

/** How fast the provider of a probe computes; undefined where its process ended before it was measured, or was not asked for it. */
export function speedIn(finished: FinishedProbe): Speed | undefined {
  return saidIn(finished, marks.speed) as Speed | undefined;
}

function saidIn({ output }: FinishedProbe, mark: string): unknown {
  const line = output.split('\n').findLast((each) => each.startsWith(mark));
  return line === undefined ? undefined : JSON.parse(line.slice(mark.length));
}
