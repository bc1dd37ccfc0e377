import type { Report } from '../../graph/report.ts';
import { showReport } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { ReportTable } from '../components/ReportTable.tsx';
import { texts } from '../text/texts.ts';

const ROWS = 4;

/** What a report says first, and the way to the whole. */
export function ReportSummary({ report, node }: { report: Report; node: string }) {
  const app = useApp();
  const [note] = report.notes;
  const [table] = report.tables;
  const open = app.editor.document.value;
  const kept = app.gallery.reports.value.findLast((made) => made.node === node && made.document === open);
  return (
    <>
      {note && <p>{note}</p>}
      {!note && table && <ReportTable table={table} most={ROWS} />}
      {kept && (
        <button type="button" class="button" onClick={() => showReport(app, kept.id)}>
          {texts.inspector.showInPlots}
        </button>
      )}
    </>
  );
}
