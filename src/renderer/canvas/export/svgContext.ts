import { retrace, type Traced } from '../paint/paths.ts';
import { digits, SvgPath } from './svgPath.ts';

/** What our painters do to a canvas. */
type Painted = Traced &
  Pick<
    CanvasRenderingContext2D,
    | 'save'
    | 'restore'
    | 'translate'
    | 'scale'
    | 'rotate'
    | 'beginPath'
    | 'fillRect'
    | 'strokeRect'
    | 'setLineDash'
    | 'measureText'
  >;

/** Measures texts as the screen writes them. */
export type Ruler = Pick<CanvasRenderingContext2D, 'font' | 'textBaseline' | 'measureText'>;

/** a, b, c, d, e and f of a matrix, as CSS and SVG have it. */
type Matrix = readonly [number, number, number, number, number, number];

/** What `save` keeps. */
interface State {
  readonly matrix: Matrix;
  readonly dash: readonly number[];
  /** The clip in force, by its id. */
  readonly clipId: string | undefined;
  readonly fillStyle: string;
  readonly strokeStyle: string;
  readonly globalAlpha: number;
  readonly lineWidth: number;
  readonly lineJoin: CanvasLineJoin;
  readonly font: string;
  readonly textAlign: CanvasTextAlign;
  readonly textBaseline: CanvasTextBaseline;
  readonly imageSmoothingEnabled: boolean;
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold them in any way.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? digits(value) : escapeXml(value ?? '')}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

const anchors: Partial<Record<CanvasTextAlign, string>> = { right: 'end', end: 'end', center: 'middle' };

/** Writes down as SVG what is painted on it, as a canvas would show it. */
export class SvgContext implements Painted {
  fillStyle = '#000';
  strokeStyle = '#000';
  globalAlpha = 1;
  lineWidth = 1;
  lineJoin: CanvasLineJoin = 'miter';
  font = '400 12px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  imageSmoothingEnabled = true;
  imageSmoothingQuality: ImageSmoothingQuality = 'low';
  /** Everything that was written, for whoever embeds its fonts. */
  readonly texts: { readonly font: string; readonly text: string }[] = [];

  private readonly ruler: Ruler;
  private matrix: Matrix = [1, 0, 0, 1, 0, 0];
  private dash: readonly number[] = [];
  private clipId: string | undefined;
  private readonly saved: State[] = [];
  private path = new SvgPath();
  private readonly elements: string[] = [];
  private readonly definitions: string[] = [];
  private readonly pictures = new Map<HTMLCanvasElement, string>();
  private openClip: string | undefined;

  constructor(ruler: Ruler) {
    this.ruler = ruler;
  }

  /** The elements, to be put into a drawing. */
  content(): string {
    const closed = this.openClip === undefined ? '' : '</g>';
    return `<defs>${this.definitions.join('')}</defs>${this.elements.join('')}${closed}`;
  }

  save(): void {
    const { matrix, dash, clipId, fillStyle, strokeStyle, globalAlpha, lineWidth, lineJoin, font } = this;
    const { textAlign, textBaseline, imageSmoothingEnabled } = this;
    const style = { fillStyle, strokeStyle, globalAlpha, lineWidth, lineJoin, font, textAlign, textBaseline };
    this.saved.push({ matrix, dash, clipId, imageSmoothingEnabled, ...style });
  }

  restore(): void {
    Object.assign(this, this.saved.pop());
  }

  private transform(by: Matrix): void {
    this.matrix = times(this.matrix, by);
  }

  translate(x: number, y: number): void {
    this.transform([1, 0, 0, 1, x, y]);
  }

  scale(x: number, y: number): void {
    this.transform([x, 0, 0, y, 0, 0]);
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.transform([cos, sin, -sin, cos, 0, 0]);
  }

  beginPath(): void {
    this.path = new SvgPath();
  }
  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y);
  }
  lineTo(x: number, y: number): void {
    this.path.lineTo(x, y);
  }
  bezierCurveTo(...points: Parameters<SvgPath['bezierCurveTo']>): void {
    this.path.bezierCurveTo(...points);
  }
  arc(...circle: Parameters<SvgPath['arc']>): void {
    this.path.arc(...circle);
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.path.rect(x, y, width, height);
  }
  roundRect(...rect: Parameters<SvgPath['roundRect']>): void {
    this.path.roundRect(...rect);
  }
  closePath(): void {
    this.path.closePath();
  }

  setLineDash(dash: number[]): void {
    this.dash = dash;
  }

  measureText(text: string): TextMetrics {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  private dataOf(path: Path2D | undefined): string {
    if (!path) return this.path.data;
    const written = new SvgPath();
    retrace(path, written);
    return written.data;
  }

  private get place(): Attributes {
    const [a, b, c, d, e, f] = this.matrix;
    if (a === 1 && b === 0 && c === 0 && d === 1) {
      return { transform: e === 0 && f === 0 ? undefined : `translate(${digits(e)} ${digits(f)})` };
    }
    const fine = [a, b, c, d].map((each) => String(Math.round(each * 1e4) / 1e4));
    return { transform: `matrix(${[...fine, digits(e), digits(f)].join(' ')})` };
  }

  private get opacity(): number | undefined {
    return this.globalAlpha === 1 ? undefined : this.globalAlpha;
  }

  /** What is clipped alike stands in one group: a clip is not moved along with what it clips. */
  private put(written: string): void {
    const { clipId } = this;
    if (clipId !== this.openClip) {
      if (this.openClip !== undefined) this.elements.push('</g>');
      if (clipId !== undefined) this.elements.push(`<g clip-path="url(#${clipId})">`);
      this.openClip = clipId;
    }
    this.elements.push(written);
  }

  fill(path?: Path2D): void {
    const { fillStyle: fill } = this;
    this.put(element('path', { d: this.dataOf(path), fill, opacity: this.opacity, ...this.place }));
  }

  private get line(): Attributes {
    const { strokeStyle, lineWidth, lineJoin, dash } = this;
    return {
      fill: 'none',
      stroke: strokeStyle,
      'stroke-width': lineWidth,
      'stroke-linejoin': lineJoin === 'miter' ? undefined : lineJoin,
      'stroke-dasharray': dash.length === 0 ? undefined : dash.map(digits).join(' '),
      opacity: this.opacity,
      ...this.place,
    };
  }

  stroke(path?: Path2D): void {
    this.put(element('path', { d: this.dataOf(path), ...this.line }));
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const { fillStyle: fill } = this;
    this.put(element('rect', { x, y, width, height, fill, opacity: this.opacity, ...this.place }));
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.put(element('rect', { x, y, width, height, ...this.line }));
  }

  clip(path?: Path2D): void {
    const id = `clip${this.definitions.length}`;
    const outer = this.clipId;
    const shape = element('path', { d: this.dataOf(path), ...this.place });
    this.definitions.push(element('clipPath', { id, 'clip-path': outer && `url(#${outer})` }, shape));
    this.clipId = id;
  }

  /** From where a text stands to its letters' base line: readers of SVG agree on that one alone. */
  private drop(): number {
    const { ruler } = this;
    ruler.font = this.font;
    const ascent = (baseline: CanvasTextBaseline) => {
      ruler.textBaseline = baseline;
      return ruler.measureText('x').actualBoundingBoxAscent;
    };
    return ascent('alphabetic') - ascent(this.textBaseline);
  }

  fillText(text: string, x: number, y: number): void {
    // Readers of SVG drop spaces at the ends, and would stretch the rest over their room.
    const shown = text.trim();
    if (shown === '') return;
    const ahead = this.textAlign === 'left' ? this.measureText(text.slice(0, text.indexOf(shown))).width : 0;
    const { font, fillStyle: fill, textAlign } = this;
    const [, italic, weight, size, family] = /^(italic )?(\d+) ([\d.]+)px (.+)$/.exec(font) ?? [];
    this.texts.push({ font, text: shown });
    this.put(
      element(
        'text',
        {
          x: x + ahead,
          y: y + this.drop(),
          fill,
          opacity: this.opacity,
          'font-family': family,
          'font-size': size,
          'font-weight': weight === '400' ? undefined : weight,
          'font-style': italic && 'italic',
          'text-anchor': anchors[textAlign],
          // Where the font is missing after all, another one takes no more room.
          textLength: this.measureText(shown).width,
          lengthAdjust: 'spacingAndGlyphs',
          ...this.place,
        },
        escapeXml(shown),
      ),
    );
  }

  drawImage(canvas: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    const { imageSmoothingEnabled } = this;
    this.save();
    this.transform([width / canvas.width, 0, 0, height / canvas.height, x, y]);
    this.put(
      element('use', {
        href: `#${this.pictureOf(canvas)}`,
        opacity: this.opacity,
        style: imageSmoothingEnabled ? undefined : 'image-rendering:pixelated',
        ...this.place,
      }),
    );
    this.restore();
  }

  /** A picture that several nodes show is there once. */
  private pictureOf(canvas: HTMLCanvasElement): string {
    const known = this.pictures.get(canvas);
    if (known !== undefined) return known;
    const id = `picture${this.pictures.size}`;
    const { width, height } = canvas;
    this.definitions.push(element('image', { id, width, height, href: canvas.toDataURL('image/png') }));
    this.pictures.set(canvas, id);
    return id;
  }
}
