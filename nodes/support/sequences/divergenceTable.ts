import type { LatentSpace, Posterior } from '../../../src/diffusion/model.ts';
import { type EncoderDivergence, encoderDivergence } from '../../../src/geometry/analysis/encoderDivergence.ts';
import type { ReportTable } from '../../../src/graph/report.ts';
import { withGeometryErrors } from '../directions/geometry.ts';
import { formatNumber } from '../reports/formatNumber.ts';
import { table } from '../reports/reports.ts';

/** KL of what the encoder says to N(0, I); undefined for encoders that say only a sample. */
export function divergenceOf(posterior: Posterior, { channels }: LatentSpace): EncoderDivergence | undefined {
  if (posterior.kind === 'sample') return undefined;
  const { mean, logVariance } = posterior;
  return withGeometryErrors(() => encoderDivergence(mean.data, logVariance.data, channels));
}

export function divergenceTable(divergences: readonly (EncoderDivergence | undefined)[]): ReportTable {
  const rows = divergences.map((divergence, index) => [
    index + 1,
    formatNumber(divergence?.sum),
    formatNumber(divergence?.mean),
    formatNumber(divergence?.map.reduce((a, b) => Math.max(a, b))),
  ]);
  const columns = ['picture', ['sum', 'nats'], ['mean per number', 'nats'], ['largest cell', 'nats']] as const;
  return table('KL divergence of the encoder to N(0, I)', columns, rows);
}
