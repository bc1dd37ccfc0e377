import type { RunPlace } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { SegmentedField } from '../controls/choices.tsx';

const places: Readonly<Record<RunPlace, string>> = { here: 'This computer', queue: 'Queue' };

/** Where runs, sweeps and queued runs are computed. Without a queue the choice leads to its settings. */
export function RunPlaceField({ close }: { close(): void }) {
  const { sharedQueue, ui } = useApp();
  const place = sharedQueue.place.value;
  const address = sharedQueue.named.value?.address ?? null;
  const choose = (chosen: string): void => {
    if (sharedQueue.goTo(chosen as RunPlace)) return;
    close();
    ui.settings.value = 'queue';
  };
  return (
    <div class="parameter">
      <span class="field-label">Run on</span>
      <SegmentedField
        id="run-place"
        testId="run-place"
        label="Run on"
        describedBy="run-place-about"
        value={place}
        options={Object.keys(places)}
        choices={places}
        change={choose}
      />
      <p class="hint" id="run-place-about" data-testid="run-place-about">
        {aboutPlace(place, address)}
      </p>
    </div>
  );
}

function aboutPlace(place: RunPlace, address: string | null): string {
  if (address === null) return 'Other machines can compute runs: name a queue in Settings.';
  if (place === 'here') return `The queue at ${address} is not used.`;
  return `Runs, sweeps and queued runs go to ${address}. Live runs stay here.`;
}
