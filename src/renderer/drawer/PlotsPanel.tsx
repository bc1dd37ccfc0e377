import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';
import { OwnAndOthers } from './OwnAndOthers.tsx';
import { ReportView } from './ReportView.tsx';

/** Reports of this session, newest first. */
export function PlotsPanel() {
  const reports = useApp().gallery.reports.value;
  return (
    <div class="plots scroll">
      <OwnAndOthers list={reports} show={(result) => <ReportView key={result.id} result={result} />} />
      {reports.length === 0 && <p class="empty">{texts.results.noPlots}</p>}
    </div>
  );
}
