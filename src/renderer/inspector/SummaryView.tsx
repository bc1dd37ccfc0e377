import type { Summary } from '../../graph/summary.ts';
import { formatNumber } from '../canvas/view/formatValue.ts';
import { texts } from '../text/texts.ts';
import { ReportSummary } from './ReportSummary.tsx';

function Level({ summary }: { summary: Summary }) {
  const { latents } = summary;
  if (!latents) return null;
  return (
    <>
      <span class={`pill ${latents.warning ? 'warning' : ''}`} title={latents.warning ?? texts.inspector.levelAbout}>
        {latents.level} · {latents.norm.toFixed(2)} √d
      </span>
      {latents.warning && <p class="warning-text">{latents.warning}</p>}
    </>
  );
}

/** What flows now, out of which node: shape, noise level, norm, what a report says, or the value itself. */
export function SummaryView({ summary, node }: { summary: Summary; node: string }) {
  const { text, shape, direction, value, report } = summary;
  return (
    <div class="summary">
      <p class="mono">{text}</p>
      {shape && <p class="mono muted">[{shape.join(', ')}]</p>}
      <Level summary={summary} />
      {direction && (
        <span class="pill">
          {direction.scale} · {texts.inspector.norm(formatNumber(direction.norm, 0.01))}
        </span>
      )}
      {Array.isArray(value) && value.length > 1 && (
        <p class="mono muted clamp">{value.map((each) => formatNumber(each, 0.01)).join('  ')}</p>
      )}
      {report && <ReportSummary report={report} node={node} />}
      {typeof value === 'string' && value !== text && <p class="clamp">{value}</p>}
    </div>
  );
}
