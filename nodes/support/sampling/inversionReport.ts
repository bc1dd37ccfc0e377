import { roundTripError } from '../../../src/diffusion/inversion.ts';
import type { Trajectory } from '../../../src/diffusion/inversionWalk.ts';
import { norm } from '../../../src/geometry/vector.ts';
import type { Report, ReportChart } from '../../../src/graph/report.ts';
import { batchItems, type Tensor } from '../../../src/tensor/tensor.ts';
import { eachOf, timesOver, type Work } from '../../../src/tensor/work.ts';
import { itemAt } from '../latents/batch.ts';
import { formatNumber } from '../reports/formatNumber.ts';
import { levelTable } from './levelReport.ts';
import type { LevelReading } from './levels.ts';

/** Where an inversion arrived, and what the way back loses of each picture; `down` is undefined when nobody walked it. */
export function* inversionReport(reading: LevelReading, up: Trajectory, down: Trajectory | undefined): Work<Report> {
  const end = Math.max(...up.keys());
  const found = batchItems(up.get(reading.step) as Tensor);
  const losses = down && (yield* eachOf(found, (_, item) => lossAt(up, down, end, item)));
  return {
    title: 'Inversion',
    notes: losses ? [verdict(losses)] : [],
    tables: [
      levelTable('Where it arrived', [reading]),
      {
        title: 'What it found',
        columns: [{ name: 'picture' }, { name: 'norm', unit: '√d' }, { name: 'round-trip error' }],
        rows: found.map(({ data }, item) => [
          item + 1,
          formatNumber(norm(data) / Math.sqrt(data.length)),
          formatNumber(losses?.[item]),
        ]),
      },
    ],
    charts: down ? [yield* gapChart(up, down, found.length)] : [],
  };
}

function verdict(losses: readonly number[]): string {
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const whole = `A round trip loses ${formatNumber(100 * mean)} % of the latents' length.`;
  return mean > 0.1 ? `${whole} More steps, guidance 1 or refinements bring it nearer.` : whole;
}

function lossAt(up: Trajectory, down: Trajectory, step: number, item: number): number {
  return roundTripError(itemAt(up.get(step) as Tensor, item), itemAt(down.get(step) as Tensor, item));
}

/** How far the way down is from the way up before each step. */
function* gapChart(up: Trajectory, down: Trajectory, count: number): Work<ReportChart> {
  const steps = [...down.keys()].sort((a, b) => a - b);
  return {
    title: 'How the way back departs',
    kind: 'line',
    x: { label: 'step' },
    y: { label: 'relative distance' },
    series: yield* timesOver(count, (item) => ({
      name: `picture ${item + 1}`,
      x: steps,
      y: steps.map((step) => lossAt(up, down, step, item)),
    })),
  };
}
