import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type KeyFrame, keyEasings } from '../../../geometry/keyFrames.ts';
import { Icon } from '../../components/Icon.tsx';
import {
  addBeside,
  addKey,
  type CurveSpan,
  curveRange,
  keyFramesIn,
  moveKey,
  removeKey,
  valueStep,
} from '../../parameters/curve.ts';
import { texts } from '../../text/texts.ts';
import { SelectField } from '../choices.tsx';
import type { FieldProps } from '../field.ts';
import { NumberField } from '../NumberField.tsx';
import { useGesture } from '../useGesture.ts';
import { CurvePlane } from './CurvePlane.tsx';
import { timeWords } from './timeWords.ts';

interface Props extends FieldProps<unknown> {
  readonly span: CurveSpan;
}

interface ChosenProps extends Pick<Props, 'id' | 'label' | 'disabled' | 'span'> {
  readonly keys: readonly KeyFrame[];
  readonly index: number;
  change(keys: readonly KeyFrame[], gesture: string): void;
}

/** The key frame that was chosen, in numbers. */
function ChosenKey({ id, label, disabled = false, span, keys, index, change }: ChosenProps) {
  const key = keys[index];
  if (!key) return null;
  const common = { disabled };
  const isLast = index === keys.length - 1;
  const time = { integer: span.timing === 'frames', minimum: span.from, step: span.step, unit: '' };
  const move = (to: Partial<KeyFrame>, gesture: string) =>
    change(moveKey(keys, index, { ...key, ...to }, span), gesture);
  return (
    <div class="curve-key-fields">
      <NumberField
        {...common}
        id={`${id}-at`}
        testId="key-at"
        label={texts.parameters.partOfKeyFrame(label, timeWords[span.timing].name)}
        value={key.at}
        spec={time}
        change={(at, gesture) => move({ at }, gesture)}
      />
      <NumberField
        {...common}
        id={`${id}-value`}
        testId="key-value"
        label={texts.parameters.valueOfKeyFrame(label)}
        value={key.value}
        spec={{ integer: false, minimum: -1e9, maximum: 1e9, step: valueStep(curveRange(keys)), unit: '' }}
        change={(value, gesture) => move({ value }, gesture)}
      />
      <SelectField
        id={`${id}-easing`}
        testId="key-easing"
        label={texts.parameters.easingToNext(label)}
        value={key.easing}
        options={keyEasings}
        disabled={disabled || isLast}
        change={(easing, gesture) =>
          change(keys.with(index, { ...key, easing: easing as KeyFrame['easing'] }), gesture)
        }
      />
    </div>
  );
}

/** A curve through key frames: a plane in which they are dragged, and the numbers of the one that was chosen. */
export function CurveField({ value, disabled = false, span, change, ...named }: Props) {
  const { id, label } = named;
  const keys = keyFramesIn(value);
  const [chosen, choose] = useState(0);
  const index = Math.min(chosen, keys.length - 1);
  const field = useRef<HTMLDivElement>(null);
  const toFocus = useRef<number | null>(null);
  const gesture = useGesture();
  useLayoutEffect(() => {
    if (toFocus.current === null) return;
    const button = field.current?.querySelectorAll<HTMLElement>('.curve-key')[toFocus.current];
    if (!button) return;
    button.focus();
    toFocus.current = null;
  });
  /** One step of undo, after which another key frame has the focus. */
  const put = (next: readonly KeyFrame[], at: number) => {
    toFocus.current = at;
    choose(at);
    gesture.begin();
    change(next, gesture.current());
  };
  const remove = (at: number) => {
    if (keys.length > 1) put(removeKey(keys, at), Math.max(0, at - 1));
  };
  const addNear = (at: number) => {
    const added = addBeside(keys, at, span);
    put(added.keys, added.index);
  };
  return (
    <div ref={field} class="curve-field">
      <CurvePlane
        {...named}
        keys={keys}
        chosen={index}
        span={span}
        disabled={disabled}
        choose={choose}
        change={change}
        add={(place) => {
          const added = addKey(keys, place);
          put(added.keys, added.index);
        }}
        addNear={addNear}
        remove={remove}
      />
      <div class="curve-tools">
        <ChosenKey {...{ id, label, disabled, span, keys, index, change }} />
        <button
          type="button"
          class="icon-button raised"
          aria-label={texts.parameters.addKeyFrame}
          title={texts.parameters.addKeyFrame}
          disabled={disabled}
          onClick={() => addNear(index)}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          class="icon-button raised"
          aria-label={texts.parameters.removeKeyFrame}
          title={texts.parameters.removeKeyFrame}
          disabled={disabled || keys.length < 2}
          onClick={() => remove(index)}
        >
          <Icon name="trash" />
        </button>
      </div>
    </div>
  );
}
