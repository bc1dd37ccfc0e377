import { useId } from 'preact/hooks';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { SegmentedField } from '../controls/choices.tsx';
import { texts } from '../text/texts.ts';
import { CompareView } from './CompareView.tsx';
import { isSameSize } from './difference.ts';
import { PictureStage } from './PictureStage.tsx';
import { type Labelled, PixelValues } from './PixelValues.tsx';
import { type Comparison, comparisons, LARGEST_GAIN, type Way } from './useComparison.ts';
import type { Stage } from './usePictureStage.ts';

interface Props {
  readonly stage: Stage;
  readonly first: Labelled;
  readonly second: Labelled;
  readonly comparison: Comparison;
  /** Lets the two change places. */
  swap?(): void;
}

const sizeOf = ({ frame: { picture } }: Labelled) => `${picture.width} × ${picture.height}`;

/** Two pictures with a divider between them, beside each other, or how far they are apart. */
export function ComparePair({ stage, first, second, comparison, swap }: Props) {
  return (
    <>
      <Controls comparison={comparison} {...(swap && { swap })} />
      {comparison.way === 'side by side' ? (
        <div class="compare-beside">
          <PictureStage stage={stage}>
            <PictureView
              picture={first.frame.picture}
              frame={first.frame.index}
              label={texts.viewer.labelA(first.label)}
            />
          </PictureStage>
          <PictureStage stage={stage} isMain={false}>
            <PictureView
              picture={second.frame.picture}
              frame={second.frame.index}
              label={texts.viewer.labelB(second.label)}
            />
          </PictureStage>
        </div>
      ) : (
        <PictureStage stage={stage}>
          <Over first={first} second={second} comparison={comparison} />
        </PictureStage>
      )}
      <p class="compare-labels" data-testid="compare-labels">
        <span class="ellipsis">
          <b>{texts.viewer.a}</b> {first.label}
        </span>
        {!isSameSize(first.frame, second.frame) && (
          <span class="warning-text" data-testid="sizes-differ">
            {texts.viewer.sizesDifferAbout(sizeOf(first), sizeOf(second))}
          </span>
        )}
        <span class="ellipsis">
          <b>{texts.viewer.b}</b> {second.label}
        </span>
      </p>
      <PixelValues stage={stage} pictures={[first, second]} />
    </>
  );
}

function Over({ first, second, comparison }: Pick<Props, 'first' | 'second' | 'comparison'>) {
  const { way, difference, gain } = comparison;
  if (way === 'divider') return <CompareView first={first.frame} second={second.frame} />;
  if (!difference) return <PictureView picture={first.frame.picture} frame={first.frame.index} label={first.label} />;
  return <PictureView picture={difference.picture} label={texts.viewer.differenceBy(gain)} />;
}

function Controls({ comparison, swap }: Pick<Props, 'comparison' | 'swap'>) {
  const { way, setWay, gain, setGain, distance } = comparison;
  const id = useId();
  return (
    <section class="compare-controls" aria-label={texts.viewer.howToCompare}>
      <SegmentedField
        id={`${id}-way`}
        testId="compare-way"
        label={texts.viewer.howToCompare}
        value={way}
        options={comparisons}
        choices={texts.viewer.ways}
        change={(to) => setWay(to as Way)}
      />
      {swap && (
        <button type="button" class="button" data-testid="compare-swap" onClick={swap}>
          {texts.viewer.swap}
        </button>
      )}
      {way === 'difference' && (
        <>
          <label class="compare-gain">
            {texts.viewer.gain}
            <input
              type="range"
              data-testid="compare-gain"
              aria-valuetext={texts.viewer.times(gain)}
              min={0}
              max={LARGEST_GAIN}
              step={1}
              value={Math.log2(gain)}
              style={{ '--share': Math.log2(gain) / LARGEST_GAIN }}
              onInput={(event) => setGain(2 ** event.currentTarget.valueAsNumber)}
            />
            <span class="numeric">× {gain}</span>
          </label>
          {distance && (
            <span class="muted numeric" data-testid="compare-distance">
              {distance.largest === 0 ? (
                <>
                  <Icon name="check" /> {texts.viewer.same}
                </>
              ) : (
                texts.viewer.distance(distance.mean.toFixed(2), distance.largest)
              )}
            </span>
          )}
        </>
      )}
    </section>
  );
}
