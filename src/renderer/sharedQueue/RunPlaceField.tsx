import type { RunPlace } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { SegmentedField } from '../controls/choices.tsx';
import { texts } from '../text/texts.ts';

const places: readonly RunPlace[] = ['here', 'queue'];

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
      <span class="field-label">{texts.sharedQueue.runOn}</span>
      <SegmentedField
        id="run-place"
        testId="run-place"
        label={texts.sharedQueue.runOn}
        describedBy="run-place-about"
        value={place}
        options={places}
        choices={texts.sharedQueue.places}
        change={choose}
      />
      <p class="hint" id="run-place-about" data-testid="run-place-about">
        {aboutPlace(place, address)}
      </p>
    </div>
  );
}

function aboutPlace(place: RunPlace, address: string | null): string {
  if (address === null) return texts.sharedQueue.nameAQueue;
  if (place === 'here') return texts.sharedQueue.notUsed(address);
  return texts.sharedQueue.used(address);
}
