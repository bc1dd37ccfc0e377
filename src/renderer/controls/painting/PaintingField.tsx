import { strokesIn } from '../../../painting/stroke.ts';
import { formatValue } from '../../canvas/view/formatValue.ts';
import { Icon } from '../../components/Icon.tsx';
import type { ParameterSpec } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';
import { attributesOf, type FieldProps } from '../field.ts';
import { useGesture } from '../useGesture.ts';

interface Props extends FieldProps<unknown> {
  readonly spec: ParameterSpec;
  paint?(): void;
}

/** How much was painted, the way to where it is painted, and one to take all of it away. */
export function PaintingField({ value, isMixed, disabled, spec, change, paint, ...named }: Props) {
  const gesture = useGesture();
  const count = strokesIn(value).length;
  return (
    <fieldset class="painting-field" {...attributesOf(named)}>
      <span class="muted">{isMixed ? texts.parameters.mixed : formatValue(spec, value)}</span>
      {paint && (
        <button type="button" class="button" disabled={disabled} onClick={paint}>
          <Icon name="brush" />
          {texts.parameters.paint}
        </button>
      )}
      <button
        type="button"
        class="button"
        disabled={disabled || (count === 0 && !isMixed)}
        onClick={() => {
          gesture.begin();
          change([], gesture.current());
        }}
      >
        {texts.common.clear}
      </button>
    </fieldset>
  );
}
