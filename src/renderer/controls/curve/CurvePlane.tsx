import { useRef, useState } from 'preact/hooks';
import type { KeyFrame } from '../../../geometry/keyFrames.ts';
import { formatNumber } from '../../canvas/view/formatValue.ts';
import {
  arrowed,
  atPlane,
  type CurveRange,
  type CurveSpan,
  curveLine,
  curveRange,
  moveKey,
  type Place,
  placeInPlane,
  valuesOf,
} from '../../parameters/curve.ts';
import type { PadPoint } from '../../parameters/pad.ts';
import { choiceWords } from '../../parameters/parameterSpec.ts';
import { texts } from '../../text/texts.ts';
import { attributesOf, type FieldProps } from '../field.ts';
import { useGesture } from '../useGesture.ts';
import { timeWords } from './timeWords.ts';

interface Props extends Pick<FieldProps<unknown>, 'id' | 'testId' | 'label' | 'describedBy'> {
  readonly keys: readonly KeyFrame[];
  readonly chosen: number;
  readonly span: CurveSpan;
  readonly disabled: boolean;
  choose(index: number): void;
  change(keys: readonly KeyFrame[], gesture: string): void;
  /** A key frame at a place where none was. */
  add(place: Place): void;
  /** One beside another, on the curve. */
  addNear(index: number): void;
  remove(index: number): void;
}

interface Drag {
  readonly pointer: number;
  readonly index: number;
}

/** The times and the values that the plane shows. */
interface View {
  readonly span: CurveSpan;
  readonly range: CurveRange;
}

function Line({ keys, span, range }: Pick<Props, 'keys' | 'span'> & { readonly range: CurveRange }) {
  const points = curveLine(keys, span, range).map(([right, up]) => `${100 * right},${100 * (1 - up)}`);
  const [, zero] = placeInPlane({ at: span.from, value: 0 }, span, range);
  return (
    <svg class="curve-line" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <line class="curve-zero" x1="0" x2="100" y1={100 * (1 - zero)} y2={100 * (1 - zero)} />
      <polyline points={points.join(' ')} />
    </svg>
  );
}

function nameOf({ at, value, easing }: KeyFrame, index: number, { keys, span }: Pick<Props, 'keys' | 'span'>): string {
  const way = index < keys.length - 1 ? texts.parameters.wayToNext(choiceWords({}, easing)) : '';
  return texts.parameters.keyFrame(index + 1, keys.length, timeWords[span.timing].words(at), formatNumber(value), way);
}

/**
 * Where key frames are dragged, added by a double click and removed by Delete. The arrow keys move the one with the focus. While
 * one is dragged the plane shows what it did when it was taken up, whatever the key frames span meanwhile.
 */
export function CurvePlane(props: Props) {
  const { keys, chosen, span: whole, disabled, choose, change, add, addNear, remove, ...named } = props;
  const live = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const [held, setHeld] = useState<View | null>(null);
  const gesture = useGesture();
  const { span, range } = held ?? { span: whole, range: curveRange(keys) };

  const pointAt = (event: MouseEvent): PadPoint => {
    const area = live.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return [(event.clientX - area.left) / area.width, 1 - (event.clientY - area.top) / area.height];
  };
  const press = (index: number) => (event: PointerEvent & { currentTarget: HTMLElement }) => {
    choose(index);
    if (disabled || event.button !== 0 || drag.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    gesture.begin();
    drag.current = { pointer: event.pointerId, index };
    setHeld({ span, range });
  };
  const follow = (event: PointerEvent) => {
    if (drag.current?.pointer !== event.pointerId) return;
    const to = atPlane(pointAt(event), span, range, event.shiftKey);
    change(moveKey(keys, drag.current.index, to, span), gesture.current());
  };
  const letGo = () => {
    drag.current = null;
    setHeld(null);
  };
  const pressKey = (index: number) => (event: KeyboardEvent) => {
    const key = keys[index];
    if (disabled || !key || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = arrowed(key, event, span, range);
    const isKnown = to !== undefined || ['Delete', 'Backspace', 'Insert', '+'].includes(event.key);
    if (!isKnown) return;
    event.preventDefault();
    if (to) {
      if (!event.repeat) gesture.begin();
      change(moveKey(keys, index, to, span), gesture.current());
    } else if (event.key === 'Insert' || event.key === '+') addNear(index);
    else remove(index);
  };

  const [low, high] = valuesOf(keys);
  const { words } = timeWords[span.timing];
  return (
    <fieldset
      class="curve-plane"
      {...attributesOf(named)}
      data-disabled={disabled || undefined}
      title={texts.parameters.curveAbout}
      onDblClick={(event) => {
        const isOnKey = event.target instanceof Element && event.target.closest('.curve-key');
        if (!disabled && !isOnKey) add(atPlane(pointAt(event), span, range));
      }}
    >
      <div ref={live} class="curve-live">
        <Line keys={keys} span={span} range={range} />
        {keys.map((key, index) => {
          const [right, up] = placeInPlane(key, span, range);
          return (
            <button
              key={index}
              type="button"
              class="curve-key"
              aria-label={`${named.label}, ${nameOf(key, index, { keys, span })}`}
              aria-pressed={index === chosen}
              disabled={disabled}
              style={{ left: `${100 * right}%`, top: `${100 * (1 - up)}%` }}
              onFocus={() => choose(index)}
              onPointerDown={press(index)}
              onPointerMove={follow}
              onPointerUp={letGo}
              onPointerCancel={letGo}
              onLostPointerCapture={letGo}
              onKeyDown={pressKey(index)}
            />
          );
        })}
      </div>
      <span class="curve-caption" data-at="high" aria-hidden="true">
        {formatNumber(high)}
      </span>
      <span class="curve-caption" data-at="low" aria-hidden="true">
        {formatNumber(low)}
      </span>
      <span class="curve-caption" data-at="end" aria-hidden="true">
        {words(span.to)}
      </span>
    </fieldset>
  );
}
