import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';

/** How far a sweep is, also while its sheet is closed; it leads there. */
export function SweepStatus() {
  const { sweeps, ui } = useApp();
  const sweep = sweeps.current.value;
  if (!sweep?.isRunning) return null;
  const at = Math.min(sweep.results.size + 1, sweep.total);
  return (
    <button
      type="button"
      class="button numeric"
      data-testid="sweep-status"
      title={texts.sweep.showSheet}
      onClick={() => {
        ui.sweepSheet.value = true;
      }}
    >
      {texts.sweep.picture(at, sweep.total)}
    </button>
  );
}
