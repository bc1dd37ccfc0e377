import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import type { FieldProps } from './field.ts';
import { NumberField, type NumberSpec } from './NumberField.tsx';
import { useGesture } from './useGesture.ts';

interface Props extends FieldProps<number> {
  readonly spec: NumberSpec;
}

function anySeed(maximum: number): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word % Math.min(2 ** 32, maximum + 1);
}

export function SeedField(props: Props) {
  const gesture = useGesture();
  return (
    <div class="with-button">
      <NumberField {...props} />
      <button
        type="button"
        class="icon-button raised"
        aria-label={texts.parameters.randomizeSeed}
        title={texts.parameters.randomizeSeed}
        disabled={props.disabled}
        onClick={() => {
          gesture.begin();
          props.change(anySeed(props.spec.maximum ?? 2 ** 32 - 1), gesture.current());
        }}
      >
        <Icon name="dice" />
      </button>
    </div>
  );
}
