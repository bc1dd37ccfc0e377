// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { darkTheme } from '../../theme/tokens.ts';
import { fakeContext, installFakeCanvas } from '../testing/fakeCanvas.ts';
import { type PortLook, paintPort } from './paintPort.ts';

beforeEach(installFakeCanvas);

const port = {
  name: 'a',
  label: 'A',
  type: 'latents',
  side: 'input',
  shape: 'circle',
  optional: false,
  description: '',
} as const;
const free: PortLook = { wired: false, needed: false, faulty: false, hovered: false, refused: false };

function painted(look: Partial<PortLook>) {
  const fake = fakeContext();
  const brush = { context: fake.context, theme: darkTheme, zoom: 1, density: 1, now: 0 };
  paintPort(brush, { port, x: 0, y: 0 }, { ...free, ...look });
  const count = (name: string) => fake.calls.filter((call) => call.name === name).length;
  return { fills: count('fill'), strokes: count('stroke'), outline: fake.context.strokeStyle };
}

describe('a port', () => {
  it('has a core while it needs a wire and has none', () => {
    expect(painted({ needed: true }).fills).toBe(painted({}).fills + 1);
    expect(painted({ needed: true, wired: true })).toEqual(painted({ wired: true }));
  });

  it('that a problem names has the colour of errors and one more ring', () => {
    expect(painted({ faulty: true }).outline).toBe(darkTheme.error);
    expect(painted({}).outline).toBe(darkTheme.wires.latents);
    expect(painted({ faulty: true }).strokes).toBe(painted({}).strokes + 1);
  });
});
