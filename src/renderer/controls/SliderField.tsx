import { fitNumber, snap } from '../parameters/fitNumber.ts';
import type { FieldProps } from './field.ts';
import { NumberField, type NumberSpec } from './NumberField.tsx';
import { useGesture } from './useGesture.ts';

interface Props extends FieldProps<number> {
  readonly spec: NumberSpec;
}

/** A bar between the bounds, and the number itself. */
export function SliderField(props: Props) {
  const { id, testId, label, value, disabled, change, spec } = props;
  const gesture = useGesture();
  const minimum = spec.minimum ?? 0;
  const maximum = spec.maximum ?? 1;
  const share = Math.min(1, Math.max(0, (value - minimum) / (maximum - minimum)));
  return (
    <div class="slider-field">
      <input
        type="range"
        id={`${id}-slider`}
        data-testid={testId && `${testId}-slider`}
        aria-label={label}
        min={minimum}
        max={maximum}
        step={spec.step}
        value={value}
        disabled={disabled}
        style={{ '--share': share }}
        onPointerDown={gesture.begin}
        onKeyDown={(event) => !event.repeat && gesture.begin()}
        onInput={(event) =>
          change(fitNumber(spec, snap(event.currentTarget.valueAsNumber, spec.step)), gesture.current())
        }
      />
      <NumberField {...props} />
    </div>
  );
}
