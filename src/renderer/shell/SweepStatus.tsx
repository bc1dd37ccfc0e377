import { useApp } from '../app/context.ts';

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
      title="Show the sheet of the sweep"
      onClick={() => {
        ui.sweepSheet.value = true;
      }}
    >
      Sweep {at} of {sweep.total}
    </button>
  );
}
