import { Icon } from '../components/Icon.tsx';
import { choiceWords } from '../parameters/parameterSpec.ts';
import { texts } from '../text/texts.ts';
import { attributesOf, type FieldProps } from './field.ts';
import { useGesture } from './useGesture.ts';

interface ChoiceProps extends FieldProps<string> {
  readonly options: readonly string[];
  readonly choices?: Readonly<Record<string, string>>;
}

export function SegmentedField(props: ChoiceProps) {
  const { id, value, isMixed, options, choices = {}, disabled, change } = props;
  const gesture = useGesture();
  return (
    <div class="segmented" role="radiogroup" {...attributesOf(props)}>
      {options.map((option) => (
        <label key={option} class="segment">
          <input
            type="radio"
            name={id}
            value={option}
            checked={!isMixed && option === value}
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

/** Stands for none of the options, among which may be the empty one. */
const none = '*';

export function SelectField(props: ChoiceProps) {
  const { isMixed, options, choices = {}, disabled, change } = props;
  const value = isMixed ? none : props.value;
  const gesture = useGesture();
  const known = isMixed || options.includes(value);
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
        {isMixed && (
          <option value={none} disabled>
            {texts.parameters.mixed}
          </option>
        )}
        {!known && <option value={value}>{texts.parameters.unknown(value)}</option>}
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
  const { isMixed = false, disabled, change } = props;
  const value = !isMixed && props.value;
  const gesture = useGesture();
  return (
    <input
      type="checkbox"
      role={isMixed ? undefined : 'switch'}
      class="switch"
      {...attributesOf(props)}
      checked={value}
      indeterminate={isMixed}
      aria-checked={isMixed ? 'mixed' : value}
      disabled={disabled}
      onChange={(event) => {
        gesture.begin();
        change(event.currentTarget.checked, gesture.current());
      }}
    />
  );
}
