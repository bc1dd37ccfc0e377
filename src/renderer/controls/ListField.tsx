import { formatNumber } from '../canvas/view/formatValue.ts';
import { evaluateNumber } from '../parameters/expression.ts';
import { texts } from '../text/texts.ts';
import { attributesOf, type FieldProps } from './field.ts';
import { useDraft } from './useDraft.ts';
import { useGesture } from './useGesture.ts';

function read(text: string): readonly number[] | undefined {
  const parts = text.replaceAll('\u2212', '-').split(/[;\s]+|,(?![^(]*\))/);
  const numbers = parts.filter((part) => part !== '').map(evaluateNumber);
  return numbers.includes(undefined) ? undefined : (numbers as number[]);
}

/** Numbers with spaces or commas between them; each may be an expression. */
export function ListField(props: FieldProps<readonly number[]>) {
  const { value, isMixed, disabled, change } = props;
  const draft = useDraft();
  const gesture = useGesture();
  const shown = isMixed ? '' : value.map((each) => formatNumber(each, 0.0001)).join(', ');
  const numbers = draft.text === null ? value : read(draft.text);
  const commit = () => {
    const typed = draft.take();
    const taken = typed === null || typed === shown ? undefined : read(typed);
    if (taken) change(taken, gesture.current());
  };
  return (
    <input
      class="text-field numeric"
      type="text"
      {...attributesOf(props)}
      aria-invalid={numbers === undefined}
      title={numbers === undefined ? texts.parameters.typeNumbers : undefined}
      placeholder={isMixed ? texts.parameters.mixed : '0, 0.5, 1'}
      disabled={disabled}
      value={draft.text ?? shown}
      onFocus={gesture.begin}
      onInput={(event) => draft.type(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') draft.drop();
      }}
    />
  );
}
