import type { Picture } from '../../graph/events.ts';
import { PictureView } from '../components/PictureView.tsx';
import { texts } from '../text/texts.ts';

/** A place that was kept. */
export interface Kept {
  readonly parameters: Record<string, unknown>;
  readonly picture: Picture | undefined;
}

interface Props {
  readonly kept: readonly Kept[];
  show(kept: Kept): void;
}

/** What was kept since the Explorer was opened: a press goes back there. */
export function KeptPlaces({ kept, show }: Props) {
  if (kept.length === 0) return null;
  return (
    <div class="kept-places" data-testid="kept-places">
      {kept.map((each, index) => (
        <button
          key={index}
          type="button"
          class="kept-place"
          aria-label={texts.explorer.keptPlace(index + 1)}
          title={texts.explorer.goBackThere}
          onClick={() => show(each)}
        >
          {each.picture ? <PictureView picture={each.picture} label="" /> : index + 1}
        </button>
      ))}
    </div>
  );
}
