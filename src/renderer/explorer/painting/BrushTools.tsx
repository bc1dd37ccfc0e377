import type { Painting } from '../../../graph/defineNode.ts';
import { coversAll, mostStrokes, type Stroke } from '../../../painting/stroke.ts';
import { type Brush, fillWith, radii } from '../../app/brush.ts';
import { Icon } from '../../components/Icon.tsx';
import { SegmentedField } from '../../controls/choices.tsx';
import { SliderField } from '../../controls/SliderField.tsx';
import { useGesture } from '../../controls/useGesture.ts';
import { texts } from '../../text/texts.ts';

interface Props {
  readonly brush: Brush;
  readonly painting: Painting;
  readonly strokes: readonly Stroke[];
  readonly isPaintShown: boolean;
  /** Says where to paint, where that is another picture than the one that is looked at. */
  readonly elsewhere?: string | undefined;
  take(brush: Brush): void;
  change(strokes: readonly Stroke[], gesture: string): void;
}

const percent = { integer: false, unit: '%', step: 1 } as const;
const size = { ...percent, minimum: 200 * radii[0], maximum: 200 * radii[1], span: [1, 100] } as const;
const opacitySpec = { ...percent, minimum: 1, maximum: 100, span: [1, 100] } as const;
const hardness = { ...percent, minimum: 0, maximum: 100, span: [0, 100] } as const;

/** What a fill hides need not be kept. */
function filled(strokes: readonly Stroke[], fill: Stroke): readonly Stroke[] {
  return coversAll(fill) ? [fill] : [...strokes, fill].slice(-mostStrokes);
}

/** How the brush covers, or how strong it is. */
function paintRow({ opacity, strength }: Brush, { paints }: Painting) {
  if (paints === 'coverage') {
    return {
      name: 'opacity' as const,
      spec: opacitySpec,
      value: 100 * opacity,
      set: (next: number) => ({ opacity: next / 100 }),
    };
  }
  const [minimum, maximum] = paints.strengths;
  const spec = { integer: false, unit: '', step: 0.05, minimum, maximum, span: paints.strengths };
  return { name: 'strength' as const, spec, value: strength, set: (next: number) => ({ strength: next }) };
}

/** What the brush is like, and what happens to all that was painted. */
export function BrushTools({ brush, painting, strokes, isPaintShown, elsewhere, take, change }: Props) {
  const gesture = useGesture();
  const put = (next: readonly Stroke[]) => {
    gesture.begin();
    change(next, gesture.current());
  };
  const isFull = strokes.length >= mostStrokes;
  const rows = [
    { name: 'size' as const, spec: size, value: 200 * brush.radius, set: (next: number) => ({ radius: next / 200 }) },
    {
      name: 'hardness' as const,
      spec: hardness,
      value: 100 * brush.hardness,
      set: (next: number) => ({ hardness: next / 100 }),
    },
    paintRow(brush, painting),
  ];
  return (
    <div class="brush-tools">
      <SegmentedField
        id="brush-kind"
        testId="brush-kind"
        label={texts.explorer.brush}
        value={brush.erases ? 'erase' : 'paint'}
        options={['paint', 'erase']}
        choices={{ paint: texts.explorer.paint, erase: texts.explorer.erase }}
        change={(kind) => take({ ...brush, erases: kind === 'erase' })}
      />
      {rows.map(({ name, spec, value: now, set }) => (
        <div key={name} class="parameter">
          <label class="field-label" for={`brush-${name}`}>
            {texts.explorer.brushes[name]}
          </label>
          <SliderField
            id={`brush-${name}`}
            testId={`brush-${name}`}
            label={texts.explorer.brushes[name]}
            value={now}
            spec={spec}
            disabled={brush.erases && name === 'strength'}
            change={(next) => take({ ...brush, ...set(next) })}
          />
        </div>
      ))}
      <div class="brush-actions">
        <button
          type="button"
          class="button"
          title={brush.erases ? texts.explorer.eraseEverywhere : texts.explorer.paintEverywhere}
          onClick={() => put(filled(strokes, fillWith(brush, painting)))}
        >
          {texts.explorer.fill}
        </button>
        <button type="button" class="button" disabled={strokes.length === 0} onClick={() => put([])}>
          {texts.common.clear}
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={isPaintShown}
          title={texts.explorer.showPaintAbout}
          onClick={() => take({ ...brush, isPaintShown: !isPaintShown })}
        >
          <Icon name="eye" />
          {texts.explorer.showPaint}
        </button>
      </div>
      <p class="hint" id="paint-hint">
        {isFull ? texts.explorer.tooManyStrokes(mostStrokes) : (elsewhere ?? texts.explorer.howToPaint)}
      </p>
    </div>
  );
}
