import { texts } from '../text/texts.ts';
import type { Frame } from './frames.ts';
import { counterpart, type Pixel, type Rgb, rgbAt, type Size } from './pixels.ts';
import type { Stage } from './usePictureStage.ts';

/** A picture with what it is called beside another one. */
export interface Labelled {
  readonly frame: Frame;
  readonly label: string;
}

interface Props {
  readonly stage: Stage;
  /** One, or the two that are compared. */
  readonly pictures: readonly Labelled[];
}

const channels = ['R', 'G', 'B'] as const;

function Values({ rgb, signed }: { readonly rgb: Rgb; readonly signed?: boolean }) {
  return (
    <>
      {channels.map((channel, at) => (
        <span key={channel} class="pixel-channel">
          <abbr>{channel}</abbr> {signed ? withSign(rgb[at] ?? 0) : rgb[at]}
        </span>
      ))}
    </>
  );
}

const withSign = (value: number) => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

function Sample({ rgb, label }: { readonly rgb: Rgb; readonly label: string }) {
  return (
    <span class="pixel-sample">
      <span class="pixel-swatch" style={{ background: `rgb(${rgb.join(' ')})` }} />
      {label && <b>{label}</b>}
      <Values rgb={rgb} />
    </span>
  );
}

interface PlaceProps {
  readonly name: 'x' | 'y';
  readonly value: number | undefined;
  readonly length: number;
  change(value: number): void;
}

function Place({ name, value = Number.NaN, length, change }: PlaceProps) {
  return (
    <label class="pixel-place">
      {name}
      <input
        type="number"
        class="text-field"
        data-testid={`pixel-${name}`}
        min={0}
        max={length - 1}
        step={1}
        value={Number.isNaN(value) ? '' : value}
        onInput={({ currentTarget: { valueAsNumber } }) => change(valueAsNumber)}
      />
    </label>
  );
}

/** Place and values of the pixel under the pointer, or of the one whose place is typed. */
export function PixelValues({ stage, pictures }: Props) {
  const { place, pixel, size, visit } = stage;
  if (!size) return null;
  return (
    <section class="pixel-values numeric" aria-label={texts.viewer.pixel} data-testid="pixel-values">
      <Place name="x" value={place?.[0]} length={size.width} change={(x) => visit([x, place?.[1] ?? 0])} />
      <Place name="y" value={place?.[1]} length={size.height} change={(y) => visit([place?.[0] ?? 0, y])} />
      {pixel ? <Samples pixel={pixel} pictures={pictures} /> : <NoPixel place={place} size={size} />}
    </section>
  );
}

function NoPixel({ place, size }: { readonly place: Pixel | undefined; readonly size: Size }) {
  return place ? (
    <span class="warning-text ellipsis">{texts.viewer.noPixel(size.width - 1, size.height - 1)}</span>
  ) : (
    <span class="muted ellipsis">{texts.viewer.pixelAbout}</span>
  );
}

function Samples({ pixel, pictures }: { readonly pixel: Pixel; readonly pictures: readonly Labelled[] }) {
  const [first, second] = pictures;
  if (!first) return null;
  const [one, other] = pictures.map(({ frame }) =>
    rgbAt(frame, counterpart(pixel, first.frame.picture, frame.picture)),
  );
  return (
    <>
      {one && <Sample rgb={one} label={second ? texts.viewer.a : ''} />}
      {one && other && (
        <>
          <Sample rgb={other} label={texts.viewer.b} />
          <span class="pixel-sample">
            <b>{texts.viewer.bMinusA}</b>
            <Values rgb={[other[0] - one[0], other[1] - one[1], other[2] - one[2]]} signed />
          </span>
        </>
      )}
    </>
  );
}
