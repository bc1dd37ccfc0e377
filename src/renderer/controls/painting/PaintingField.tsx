import { strokesIn } from '../../../painting/stroke.ts';
import { formatValue } from '../../canvas/view/formatValue.ts';
import type { ParameterSpec } from '../../canvas/view/parameterSpec.ts';
import { attributesOf, type FieldProps } from '../field.ts';
import { useGesture } from '../useGesture.ts';

interface Props extends FieldProps<unknown> {
  readonly spec: ParameterSpec;
}

/** How much was painted, and a way to take all of it away; it is painted in the Explorer. */
export function PaintingField({ value, isMixed, disabled, spec, change, ...named }: Props) {
  const gesture = useGesture();
  const count = strokesIn(value).length;
  return (
    <fieldset class="painting-field" {...attributesOf(named)}>
      <span class="muted">{isMixed ? 'Mixed' : formatValue(spec, value)}</span>
      <button
        type="button"
        class="button"
        disabled={disabled || (count === 0 && !isMixed)}
        onClick={() => {
          gesture.begin();
          change([], gesture.current());
        }}
      >
        Clear
      </button>
    </fieldset>
  );
}
