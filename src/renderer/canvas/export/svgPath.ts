import type { Traced } from '../paint/paths.ts';

const turn = 2 * Math.PI;

/** As many digits as are seen at any size that a graph is looked at. */
export function digits(value: number): string {
  return String(Math.round(value * 100) / 100);
}

type Radii = number | DOMPointInit | Iterable<number | DOMPointInit>;

/** The corners' radii from the top left one on; those that are not named are as CSS has it. */
function cornersOf(radii: Radii | undefined): readonly [number, number, number, number] {
  const listed = typeof radii === 'number' ? [radii] : radii && Symbol.iterator in radii ? [...radii] : [];
  const [a = 0, b = a, c = a, d = b] = listed.map((each) => (typeof each === 'number' ? each : (each.x ?? 0)));
  return [a, b, c, d];
}

/** Writes a path down as SVG has it (SVG 2, 9.3). */
export class SvgPath implements Traced {
  private readonly parts: string[] = [];

  get data(): string {
    return this.parts.join('');
  }

  private add(letter: string, ...numbers: readonly number[]): void {
    this.parts.push(letter + numbers.map(digits).join(' '));
  }

  moveTo(x: number, y: number): void {
    this.add('M', x, y);
  }

  lineTo(x: number, y: number): void {
    // A line from nowhere begins there, as on a canvas.
    this.add(this.parts.length === 0 ? 'M' : 'L', x, y);
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.add('C', ax, ay, bx, by, x, y);
  }

  closePath(): void {
    this.parts.push('Z');
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.add('M', x, y);
    this.add('h', width);
    this.add('v', height);
    this.add('h', -width);
    this.closePath();
  }

  /** Clockwise, which is how all of ours go. Angles in radians. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    this.lineTo(...at(from));
    if (to - from >= turn - 1e-9) {
      this.add('A', radius, radius, 0, 1, 1, ...at(from + Math.PI));
      this.add('A', radius, radius, 0, 1, 1, ...at(from));
      return;
    }
    const sweep = (((to - from) % turn) + turn) % turn;
    this.add('A', radius, radius, 0, sweep > Math.PI ? 1 : 0, 1, ...at(to));
  }

  roundRect(x: number, y: number, width: number, height: number, radii?: Radii): void {
    const most = Math.min(width, height) / 2;
    const [a, b, c, d] = cornersOf(radii).map((radius) => Math.max(0, Math.min(radius, most))) as [
      number,
      number,
      number,
      number,
    ];
    const corner = (radius: number, right: number, down: number) => {
      if (radius > 0) this.add('a', radius, radius, 0, 0, 1, right, down);
    };
    this.add('M', x + a, y);
    this.add('H', x + width - b);
    corner(b, b, b);
    this.add('V', y + height - c);
    corner(c, -c, c);
    this.add('H', x + d);
    corner(d, -d, -d);
    this.add('V', y + a);
    corner(a, a, -a);
    this.closePath();
  }
}
