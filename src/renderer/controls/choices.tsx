import { choiceWords } from '../canvas/view/parameterSpec.ts';
import { Icon } from '../components/Icon.tsx';
import { attributesOf, type FieldProps } from './field.ts';
import { useGesture } from './useGesture.ts';

interface ChoiceProps extends FieldProps<string> {
  readonly options: readonly string[];
  readonly choices?: Readonly<Record<string, string>>;
}

export function SegmentedField(props: ChoiceProps) {
  const { id, value, options, choices = {}, disabled, change } = props;
  const gesture = useGesture();
  return (
    <div class="segmented" role="radiogroup" {...attributesOf(props)}>
      {options.map((option) => (
        <label key={option} class="segment">
          <input
            type="radio"
            name={id}
            value={option}
            checked={option === value}
            disabled={disabled}
            onChange={() => {
              gesture.begin();
              change(option, gesture.current());
            }}
          />
          <span>{choiceWords(choices, option)}</span>
        </label>
      ))}
    </div>
  );
}

export function SelectField(props: ChoiceProps) {
  const { value, options, choices = {}, disabled, change } = props;
  const gesture = useGesture();
  const known = options.includes(value);
  return (
    <div class="select">
      <select
        {...attributesOf(props)}
        aria-invalid={!known}
        disabled={disabled}
        value={value}
        onChange={(event) => {
          gesture.begin();
          change(event.currentTarget.value, gesture.current());
        }}
      >
        {!known && <option value={value}>{value} (unknown)</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {choiceWords(choices, option)}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </div>
  );
}

export function ToggleField(props: FieldProps<boolean>) {
  const { value, disabled, change } = props;
  const gesture = useGesture();
  return (
    <input
      type="checkbox"
      role="switch"
      class="switch"
      {...attributesOf(props)}
      checked={value}
      aria-checked={value}
      disabled={disabled}
      onChange={(event) => {
        gesture.begin();
        change(event.currentTarget.checked, gesture.current());
      }}
    />
  );
}
