import type { ReportChart } from '../../graph/report.ts';
import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';
import { useDrawing } from './useDrawing.ts';

/** Says what an eye would see first: the axes and how many points there are. */
function description({ title, x, y, series }: ReportChart): string {
  const points = series.reduce((sum, one) => sum + one.x.length, 0);
  return texts.results.chart(title, y.label, x.label, points, series.map(({ name }) => name).join(', '));
}

/** A chart as it is saved too; the numbers themselves are in the tables beside it. */
export function Chart({ chart }: { chart: ReportChart }) {
  const { theme } = useApp().preferences.values.value;
  const address = useDrawing(chart, theme);
  return (
    <figure class="chart" data-testid="chart">
      {address && (
        <>
          <img src={address} alt={description(chart)} />
          <a href={address} download={`${chart.title}.svg`}>
            {texts.results.saveAsSvg}
          </a>
        </>
      )}
    </figure>
  );
}
