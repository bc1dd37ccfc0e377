import type { Painting } from '../../../graph/defineNode.ts';
import { coversAll, mostStrokes, type Stroke } from '../../../painting/stroke.ts';
import { type Brush, fillWith, radii } from '../../app/brush.ts';
import { Icon } from '../../components/Icon.tsx';
import { SegmentedField } from '../../controls/choices.tsx';
import { SliderField } from '../../controls/SliderField.tsx';
import { useGesture } from '../../controls/useGesture.ts';

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

const howTo =
  'Drag over the picture. [ and ] change the size, X swaps brush and eraser. By keys: the arrows carry the brush, Space lowers and lifts it.';
const full = `There are ${mostStrokes} strokes, as many as a workflow keeps. Fill or Clear makes room.`;

/** What a fill hides need not be kept. */
function filled(strokes: readonly Stroke[], fill: Stroke): readonly Stroke[] {
  return coversAll(fill) ? [fill] : [...strokes, fill].slice(-mostStrokes);
}

/** How the brush covers, or how strong it is. */
function paintRow({ opacity, strength }: Brush, { paints }: Painting) {
  if (paints === 'coverage') {
    return {
      name: 'Opacity',
      spec: opacitySpec,
      value: 100 * opacity,
      set: (next: number) => ({ opacity: next / 100 }),
    };
  }
  const [minimum, maximum] = paints.strengths;
  const spec = { integer: false, unit: '', step: 0.05, minimum, maximum, span: paints.strengths };
  return { name: 'Strength', spec, value: strength, set: (next: number) => ({ strength: next }) };
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
    { name: 'Size', spec: size, value: 200 * brush.radius, set: (next: number) => ({ radius: next / 200 }) },
    {
      name: 'Hardness',
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
        label="Brush"
        value={brush.erases ? 'erase' : 'paint'}
        options={['paint', 'erase']}
        choices={{ paint: 'Paint', erase: 'Erase' }}
        change={(kind) => take({ ...brush, erases: kind === 'erase' })}
      />
      {rows.map(({ name, spec, value: now, set }) => (
        <div key={name} class="parameter">
          <label class="field-label" for={`brush-${name}`}>
            {name}
          </label>
          <SliderField
            id={`brush-${name}`}
            testId={`brush-${name.toLowerCase()}`}
            label={name}
            value={now}
            spec={spec}
            disabled={brush.erases && name === 'Strength'}
            change={(next) => take({ ...brush, ...set(next) })}
          />
        </div>
      ))}
      <div class="brush-actions">
        <button
          type="button"
          class="button"
          title={brush.erases ? 'Erase everywhere' : 'Paint everywhere'}
          onClick={() => put(filled(strokes, fillWith(brush, painting)))}
        >
          Fill
        </button>
        <button type="button" class="button" disabled={strokes.length === 0} onClick={() => put([])}>
          Clear
        </button>
        <button
          type="button"
          class="button"
          aria-pressed={isPaintShown}
          title="Draw what was painted over the picture"
          onClick={() => take({ ...brush, isPaintShown: !isPaintShown })}
        >
          <Icon name="eye" />
          Show paint
        </button>
      </div>
      <p class="hint" id="paint-hint">
        {isFull ? full : (elsewhere ?? howTo)}
      </p>
    </div>
  );
}
