import type { Report, ReportTable } from '../../graph/report.ts';
import { useApp } from '../app/context.ts';
import { timeOfDay } from '../app/formats.ts';
import { formatNumber } from '../canvas/view/formatValue.ts';
import type { ReportResult } from '../state/gallery.ts';
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

function Reports({ reports }: { reports: readonly ReportResult[] }) {
  return reports.map(({ id, report, title, workflow, time }) => (
    <ReportView key={id} report={report} from={`${title} of ${workflow.name}, ${timeOfDay(time)}`} />
  ));
}

/** Reports of this session, newest first: those of the open workflow before all others. */
export function PlotsPanel() {
  const { gallery, editor } = useApp();
  const reports = gallery.reports.value.toReversed();
  const own = reports.filter(({ document }) => document === editor.document.value);
  const others = reports.filter(({ document }) => document !== editor.document.value);
  return (
    <div class="plots scroll">
      <Reports reports={own} />
      {others.length > 0 && <h2 class="muted">From workflows that were open before</h2>}
      <Reports reports={others} />
      {reports.length === 0 && (
        <p class="empty">Nodes that measure something show their tables and charts here once they have run.</p>
      )}
    </div>
  );
}
