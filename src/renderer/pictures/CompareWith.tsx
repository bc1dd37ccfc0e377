import { SmallPicture } from '../components/SmallPicture.tsx';
import { texts } from '../text/texts.ts';
import type { Counterpart, Other } from './useCounterpart.ts';

interface Props {
  readonly others: readonly Other[];
  readonly counterpart: Counterpart;
  /** How many frames are shown that can go along. */
  readonly count: number;
}

/** Chooses what is compared: another result, or another picture of the same batch. */
export function CompareWith({ others, counterpart, count }: Props) {
  const { other, index, together, choose, show, pair } = counterpart;
  return (
    <section class="compare-with" aria-label={texts.viewer.compareWith} data-testid="compare-with">
      <span class="muted">{texts.viewer.compareWith}</span>
      {others.map((each) => (
        <button
          key={each.key}
          type="button"
          class="compare-choice"
          data-testid="compare-choice"
          aria-pressed={each.key === other?.key}
          title={each.title}
          onClick={() => choose(each)}
        >
          {each.frames[0] && (
            <SmallPicture picture={each.frames[0].picture} frame={each.frames[0].index} label={each.title} />
          )}
          <span class="ellipsis">{each.title}</span>
        </button>
      ))}
      {other && other.frames.length > 1 && (
        <label class="compare-gain">
          {texts.viewer.b}
          <input
            type="range"
            data-testid="compare-frame"
            aria-label={texts.viewer.pictureToCompareWith}
            min={0}
            max={other.frames.length - 1}
            step={1}
            value={index}
            style={{ '--share': index / (other.frames.length - 1) }}
            onInput={(event) => show(event.currentTarget.valueAsNumber)}
          />
          <span class="numeric">{texts.viewer.place(index + 1, other.frames.length)}</span>
        </label>
      )}
      {other && !other.isOwn && count > 1 && other.frames.length > 1 && (
        <button
          type="button"
          class="button toggle"
          data-testid="compare-together"
          aria-pressed={together}
          title={texts.viewer.inPairsAbout}
          onClick={() => pair(!together)}
        >
          {texts.viewer.inPairs}
        </button>
      )}
    </section>
  );
}
