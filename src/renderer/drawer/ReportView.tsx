import { useEffect, useRef } from 'preact/hooks';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { ReportTable } from '../components/ReportTable.tsx';
import type { ReportResult } from '../state/gallery/gallery.ts';
import { timeOfDay } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { Chart } from './Chart.tsx';

/** The node that measured it, while it is on the canvas. */
function useNode({ node, document }: ReportResult) {
  const { editor } = useApp();
  const nodes = editor.document.value === document ? editor.whole.value.nodes : [];
  return nodes.find(({ id }) => id === node);
}

function Heading({ result }: { result: ReportResult }) {
  const app = useApp();
  const { registry } = app.editor;
  const node = useNode(result);
  const { report, title, workflow, time } = result;
  const name = node ? nodeTitle(node, registry) : title;
  const namesakes = app.editor.whole.value.nodes.filter((each) => nodeTitle(each, registry) === name);
  const about = report.title === name ? [] : [report.title];
  const from = node ? [] : [texts.results.fromWorkflow(workflow.name)];
  return (
    <header class="report-heading">
      <h3>{name}</h3>
      {node && namesakes.length > 1 && <code class="muted">{node.id}</code>}
      {node && (
        <button type="button" class="link-button" onClick={() => showNode(app, node.id)}>
          {texts.results.showNode}
        </button>
      )}
      <p class="muted">{[...about, ...from, timeOfDay(time)].join(', ')}</p>
    </header>
  );
}

/** Brings the report into view when it was asked for. */
function useBringIntoView(id: number) {
  const { ui } = useApp();
  const article = useRef<HTMLElement>(null);
  const wanted = ui.report.value === id;
  useEffect(() => {
    if (!wanted) return;
    article.current?.scrollIntoView({ block: 'start' });
    ui.report.value = null;
  }, [wanted, ui]);
  return article;
}

/** A report by the node that measured it: its findings, charts and tables. */
export function ReportView({ result }: { result: ReportResult }) {
  const article = useBringIntoView(result.id);
  const { notes, charts, tables } = result.report;
  return (
    <article ref={article} class="report" data-testid="report">
      <Heading result={result} />
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div class="report-parts">
        {charts.map((chart) => (
          <Chart key={chart.title} chart={chart} />
        ))}
        {tables.map((table) => (
          <ReportTable key={table.title} table={table} />
        ))}
      </div>
    </article>
  );
}
