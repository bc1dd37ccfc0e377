import type { Report, ReportTable } from '../../graph/report.ts';
import { useApp } from '../app/context.ts';
import { formatNumber } from '../canvas/view/formatValue.ts';
import { Chart } from './Chart.tsx';

const cell = (value: string | number) => (typeof value === 'number' ? formatNumber(value, 0.01) : value);

function Table({ table }: { table: ReportTable }) {
  return (
    <figure class="report-table">
      <figcaption>{table.title}</figcaption>
      <table>
        <thead>
          <tr>
            {table.columns.map(({ name, unit }) => (
              <th key={name} scope="col">
                {name}
                {unit && <span class="muted"> {unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((value, column) => (
                <td key={table.columns[column]?.name ?? column} class={typeof value === 'number' ? 'numeric' : ''}>
                  {cell(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function ReportView({ report, from }: { report: Report; from: string }) {
  return (
    <article class="report">
      <header>
        <h3>{report.title}</h3>
        <p class="muted">{from}</p>
      </header>
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div class="report-parts">
        {report.charts.map((chart) => (
          <Chart key={chart.title} chart={chart} />
        ))}
        {report.tables.map((table) => (
          <Table key={table.title} table={table} />
        ))}
      </div>
    </article>
  );
}

/** Reports of this session, newest first. */
export function PlotsPanel() {
  const reports = useApp().gallery.reports.value.toReversed();
  return (
    <div class="plots scroll">
      {reports.map(({ id, report, title }) => (
        <ReportView key={id} report={report} from={title} />
      ))}
      {reports.length === 0 && (
        <p class="empty">Nodes that measure something show their tables and charts here once they have run.</p>
      )}
    </div>
  );
}
