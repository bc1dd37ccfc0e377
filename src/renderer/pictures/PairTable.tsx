import { useMemo } from 'preact/hooks';
import { SmallPicture } from '../components/SmallPicture.tsx';
import { texts } from '../text/texts.ts';
import type { Distance } from './difference.ts';
import type { Labelled } from './PixelValues.tsx';
import { pairKey, useDistances } from './useDistances.ts';

/** More pictures than these would be too small to be told from each other. */
export const MOST_PAIRED = 12;

interface Props {
  readonly pictures: readonly Labelled[];
  open(row: number, column: number): void;
}

/** How far each of some pictures is from each other one; a pair opens by a press. */
export function PairTable({ pictures, open }: Props) {
  const frames = useMemo(() => pictures.map(({ frame }) => frame), [pictures]);
  const distances = useDistances(frames);
  const largest = Math.max(1e-9, ...[...distances.values()].map((distance) => distance?.mean ?? 0));
  return (
    <section class="pair-table" aria-label={texts.viewer.meanDifferencesOfAllPairs} data-testid="pair-table">
      <table class="numeric">
        <thead>
          <tr>
            <td />
            {pictures.slice(1).map(({ frame, label }, at) => (
              <th key={at} scope="col" title={label}>
                <SmallPicture picture={frame.picture} frame={frame.index} label={label} />
                {at + 2}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pictures.slice(0, -1).map(({ frame, label }, row) => (
            <tr key={row}>
              <th scope="row" title={label}>
                <SmallPicture picture={frame.picture} frame={frame.index} label={label} />
                {row + 1}
              </th>
              {pictures.slice(1).map((_, at) => (
                <td key={at}>
                  {at >= row && (
                    <Pair
                      distance={distances.get(pairKey(row, at + 1))}
                      isKnown={distances.has(pairKey(row, at + 1))}
                      largest={largest}
                      label={texts.viewer.compareTwo(row + 1, at + 2)}
                      open={() => open(row, at + 1)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{texts.viewer.pairsAbout}</p>
    </section>
  );
}

interface PairProps {
  readonly distance: Distance | undefined;
  readonly isKnown: boolean;
  readonly largest: number;
  readonly label: string;
  open(): void;
}

function Pair({ distance, isKnown, largest, label, open }: PairProps) {
  const words = !isKnown ? '…' : distance ? distance.mean.toFixed(2) : texts.viewer.sizesDiffer;
  return (
    <button
      type="button"
      class="pair"
      aria-label={`${label}: ${words}`}
      title={label}
      style={{ '--share': (distance?.mean ?? 0) / largest }}
      onClick={open}
    >
      {words}
    </button>
  );
}
