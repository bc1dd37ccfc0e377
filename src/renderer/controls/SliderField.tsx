import { fitNumber, shareOfSlider, snap } from '../parameters/fitNumber.ts';
import type { ParameterSpec } from '../parameters/parameterSpec.ts';
import { texts } from '../text/texts.ts';
import type { FieldProps } from './field.ts';
import { NumberField, type NumberSpec } from './NumberField.tsx';
import { useGesture } from './useGesture.ts';

interface Props extends FieldProps<number> {
  readonly spec: NumberSpec & Pick<ParameterSpec, 'span'>;
}

/** A bar over what is useful, and the number itself, which takes all that is allowed. */
export function SliderField(props: Props) {
  const { id, testId, label, value, isMixed, disabled, change, spec } = props;
  const gesture = useGesture();
  const [from, to] = spec.span;
  return (
    <div class="slider-field" data-mixed={isMixed || undefined}>
      <input
        type="range"
        id={`${id}-slider`}
        data-testid={testId && `${testId}-slider`}
        aria-label={label}
        aria-valuetext={isMixed ? texts.parameters.mixed : undefined}
        min={from}
        max={to}
        step={spec.step}
        value={value}
        disabled={disabled}
        style={{ '--share': shareOfSlider(spec, value), '--origin': from < 0 ? shareOfSlider(spec, 0) : 0 }}
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
