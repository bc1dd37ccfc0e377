import type { FinishedProbe } from '../../../protocol/probeProcess.ts';
import type { ProviderName } from '../../../protocol/types.ts';

/** Runs the probe of a provider where its death harms nobody. */
export type StartProbe = (provider: ProviderName) => Promise<FinishedProbe>;

/** What computing showed: how long a run took, or in the runtime's words why there was none. */
export type Computed =
  | { readonly computes: true; readonly milliseconds: number }
  | { readonly computes: false; readonly reason: string };

/** Libraries write to the standard output too: this tells our line from theirs. */
const mark = 'arcspace-probe ';

/** The line that a probe's process ends with. */
export function formatComputed(computed: Computed): string {
  return `${mark}${JSON.stringify(computed)}\n`;
}

/** What the process of a probe said; undefined where it ended before it could. */
export function computedIn({ output }: FinishedProbe): Computed | undefined {
  const line = output.split('\n').findLast((each) => each.startsWith(mark));
  return line === undefined ? undefined : (JSON.parse(line.slice(mark.length)) as Computed);
}
