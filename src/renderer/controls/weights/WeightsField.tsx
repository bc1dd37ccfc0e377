import { useRef } from 'preact/hooks';
import type { Weighing } from '../../../graph/defineNode.ts';
import { newGesture } from '../../app/actions.ts';
import { Icon } from '../../components/Icon.tsx';
import type { PadPoint } from '../../parameters/pad.ts';
import type { ParameterSpec } from '../../parameters/parameterSpec.ts';
import {
  pointInTriangle,
  pointOnPad,
  sharesInTriangle,
  sharesOf,
  sharesOnPad,
  triangle,
  weightsOf,
  withShare,
} from '../../parameters/weights.ts';
import { texts } from '../../text/texts.ts';
import type { FieldProps } from '../field.ts';
import { Pad } from '../pad/Pad.tsx';
import { places } from '../pad/places.ts';
import { SliderField } from '../SliderField.tsx';

interface Props extends FieldProps<readonly number[]> {
  /** What there is a weight each for. */
  readonly things: readonly string[];
  readonly as: Weighing['as'];
  /** How small and how large each may be. */
  readonly bounds: NonNullable<ParameterSpec['each']>;
}

const shareSpec = { integer: false, maximum: 1, step: 0.01, unit: '', span: [0, 1] } as const;
const strengthSpec = { integer: false, step: 0.05, unit: '', span: [-2, 2] } as const;

type PlaneProps = Pick<Props, 'label' | 'things' | 'disabled' | 'change'> & { readonly shares: readonly number[] };

/** Three shares as a place in a triangle, four as a place on a pad. */
function Plane({ label, things, disabled = false, shares, change }: PlaneProps) {
  const isTriangle = things.length === 3;
  const at: readonly PadPoint[] = isTriangle ? triangle : places;
  const sharesAt = isTriangle ? sharesInTriangle : sharesOnPad;
  return (
    <Pad
      label={label}
      testId="weights-pad"
      class={isTriangle ? 'triangle' : ''}
      point={isTriangle ? pointInTriangle(shares) : pointOnPad(shares)}
      corners={things.map((caption, index) => ({
        caption,
        at: at[index] as PadPoint,
        weight: shares[index] ?? 0,
      }))}
      outlined={isTriangle}
      disabled={disabled}
      move={(to, { gesture }) => change(sharesAt(to), gesture)}
    />
  );
}

/** The weights as they were when the gesture began: a share that goes to 1 and back leaves the others as they were. */
function useBefore(weights: readonly number[]): (gesture: string) => readonly number[] {
  const begun = useRef<{ readonly gesture: string; readonly weights: readonly number[] } | null>(null);
  return (gesture) => {
    if (begun.current?.gesture !== gesture) begun.current = { gesture, weights };
    return begun.current.weights;
  };
}

/**
 * A slider for each weight, and for three or four shares a plane between all of them. Where a weight is below 0 the others
 * are no shares either, and each is set by itself.
 */
export function WeightsField({ id, testId, label, value, disabled = false, things, as, bounds, change }: Props) {
  const given = weightsOf(value, things.length, as);
  const areShares = as === 'shares' && given.every((each) => each >= 0);
  const weights = areShares ? sharesOf(given) : given;
  const spec = { ...bounds, ...(areShares ? shareSpec : strengthSpec) };
  const before = useBefore(weights);
  const set = (index: number, weight: number, gesture: string) =>
    change(areShares ? withShare(before(gesture), index, weight) : weights.with(index, weight), gesture);
  const hasPlane = areShares && (things.length === 3 || things.length === 4);
  const differs = value.length > 0 && value.length !== things.length;
  return (
    <div class="weights-field" data-testid={testId}>
      {differs && <p class="note warning">{texts.parameters.otherCount(value.length, things.length)}</p>}
      {hasPlane && <Plane label={label} things={things} disabled={disabled} shares={weights} change={change} />}
      {things.map((thing, index) => (
        <div key={`${index} ${thing}`} class="weight">
          <span class="ellipsis" title={thing}>
            {thing}
          </span>
          <SliderField
            id={index === 0 ? id : `${id}-${index + 1}`}
            testId={`weight-${index + 1}`}
            label={`${label}: ${thing}`}
            value={weights[index] ?? 0}
            disabled={disabled}
            spec={spec}
            change={(weight, gesture) => set(index, weight, gesture)}
          />
          {as === 'strengths' && (
            <button
              type="button"
              class="icon-button quiet reset"
              aria-label={texts.parameters.resetOf(thing)}
              title={texts.parameters.resetTo0}
              disabled={disabled || weights[index] === 0}
              onClick={() => set(index, 0, newGesture())}
            >
              <Icon name="reset" />
            </button>
          )}
        </div>
      ))}
      {as === 'strengths' && (
        <button
          type="button"
          class="button reset-all"
          disabled={disabled || weights.every((weight) => weight === 0)}
          onClick={() =>
            change(
              weights.map(() => 0),
              newGesture(),
            )
          }
        >
          <Icon name="reset" />
          {texts.parameters.resetAll}
        </button>
      )}
    </div>
  );
}
