import { useRef } from 'preact/hooks';
import { formatNumber } from '../canvas/view/formatValue.ts';
import { evaluateNumber } from '../parameters/expression.ts';
import { fitNumber, snap } from '../parameters/fitNumber.ts';
import type { ParameterSpec } from '../parameters/parameterSpec.ts';
import { texts } from '../text/texts.ts';
import { attributesOf, type FieldProps } from './field.ts';
import { useDraft } from './useDraft.ts';
import { useGesture } from './useGesture.ts';
import { useScrub } from './useScrub.ts';

export type NumberSpec = Pick<ParameterSpec, 'integer' | 'minimum' | 'maximum' | 'step' | 'unit'> &
  Partial<Pick<ParameterSpec, 'zero'>>;

interface Props extends FieldProps<number> {
  readonly spec: NumberSpec;
}

function stepsOf(event: KeyboardEvent): number {
  const direction = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key] ?? 0;
  return event.shiftKey ? direction / 10 : direction;
}

const evaluate = (text: string) => evaluateNumber(text.replace('\u2212', '-'));

/** A number to drag, to type, to step with the arrow keys; Shift makes it fine. */
export function NumberField(props: Props) {
  const { value, isMixed = false, disabled, change, spec } = props;
  const draft = useDraft();
  const input = useRef<HTMLInputElement>(null);
  const gesture = useGesture();
  const set = (next: number) => change(fitNumber(spec, next), gesture.current());
  const scrub = useScrub({ value, step: spec.step, begin: gesture.begin, set, edit: () => input.current?.select() });
  const read = draft.text === null ? value : evaluate(draft.text);
  const number = Number.isFinite(value) && !isMixed ? formatNumber(value, spec.step) : '';
  const shown = value === 0 && spec.zero && !isMixed ? spec.zero : number;

  const commit = () => {
    const typed = draft.take();
    const taken = typed === null || typed === number ? undefined : evaluate(typed);
    if (taken === undefined) return;
    gesture.begin();
    set(taken);
  };
  const press = (event: KeyboardEvent) => {
    const steps = stepsOf(event);
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape' && draft.text !== null) {
      // A dialog around it stays open: only the typing is over.
      if (input.current?.closest('[role="dialog"]')) event.preventDefault();
      draft.drop();
    }
    if (steps === 0) return;
    event.preventDefault();
    const size = spec.integer ? Math.sign(steps) * Math.max(1, Math.abs(steps)) : steps;
    set(snap((read ?? value) + size * spec.step, spec.step / 10));
    draft.drop();
  };

  return (
    <div class="number-field" data-invalid={read === undefined || undefined}>
      <input
        ref={input}
        {...attributesOf(props)}
        role="spinbutton"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        aria-valuenow={isMixed ? undefined : value}
        aria-valuetext={isMixed ? texts.parameters.mixed : undefined}
        aria-valuemin={spec.minimum}
        aria-valuemax={spec.maximum}
        aria-invalid={read === undefined}
        title={read === undefined ? texts.parameters.typeNumber : texts.parameters.numberAbout}
        disabled={disabled}
        placeholder={isMixed ? texts.parameters.mixed : undefined}
        value={draft.text ?? shown}
        onFocus={() => {
          gesture.begin();
          if (shown !== number) draft.type(number);
        }}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={press}
        {...scrub}
      />
      {spec.unit && shown === number && !isMixed && <span class="unit">{spec.unit}</span>}
    </div>
  );
}
