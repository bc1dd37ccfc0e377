import { describe, expect, it } from 'vitest';
import { applyWheel, wheelMeaning } from '../gestures/wheel.ts';
import { centreOn, fitView, pan, toGraph, toScreen, zoomAt } from './viewport.ts';

const view = { x: 10, y: 20, zoom: 0.8 };
const wheel = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, metaKey: false, shiftKey: false };

describe('the view', () => {
  it('keeps the point under the pointer where it is while zooming', () => {
    const before = toGraph(view, [300, 200]);
    const [x, y] = toGraph(zoomAt(view, [300, 200], 1.7), [300, 200]);
    expect(x).toBeCloseTo(before[0], 9);
    expect(y).toBeCloseTo(before[1], 9);
  });

  it('stays within its range of zoom', () => {
    expect(zoomAt(view, [0, 0], 1e6).zoom).toBe(4);
    expect(zoomAt(view, [0, 0], 1e-6).zoom).toBe(0.02);
  });

  it('pans by screen pixels', () => {
    expect(toScreen(pan(view, [8, -4]), toGraph(view, [50, 50]))).toEqual([58, 46]);
  });

  it('frames a rectangle in the middle, whole, and no larger than life', () => {
    const small = fitView({ x: 0, y: 0, width: 100, height: 50 }, [800, 600]);
    expect(small.zoom).toBe(1);
    expect(toScreen(small, [50, 25])).toEqual([400, 300]);
    expect(fitView({ x: 0, y: 0, width: 5000, height: 50 }, [800, 600]).zoom).toBeLessThan(0.16);
  });
});

describe('bringing a node into the middle', () => {
  const node = { x: 1000, y: 2000, width: 200, height: 100 };
  const zooms = (...before: readonly number[]) => before.map((zoom) => centreOn(node, [900, 700], zoom).zoom);

  it('leaves things as large as they are where that can be read, and never larger than life', () => {
    expect(zooms(0.8, 0.1, 3)).toEqual([0.8, 0.6, 1]);
    expect(centreOn({ ...node, height: 4000 }, [900, 700], 1).zoom).toBeLessThan(0.2);
  });

  it('puts its middle into the middle of the window', () => {
    const look = centreOn(node, [900, 700], 0.8);
    expect(toScreen(look, [1100, 2050]).map(Math.round)).toEqual([450, 350]);
  });
});

describe('the wheel', () => {
  it('zooms when it clicks, pans when two fingers slide', () => {
    expect(wheelMeaning({ ...wheel, deltaY: 120 })).toBe('zoom');
    expect(wheelMeaning({ ...wheel, deltaY: -100 })).toBe('zoom');
    expect(wheelMeaning({ ...wheel, deltaY: 3, deltaMode: 1 })).toBe('zoom');
    expect(wheelMeaning({ ...wheel, deltaY: 7 })).toBe('pan');
    expect(wheelMeaning({ ...wheel, deltaX: 4, deltaY: 120 })).toBe('pan');
    expect(wheelMeaning({ ...wheel, deltaY: 53.3333 })).toBe('pan');
  });

  it('zooms when fingers pinch or Ctrl is held', () => {
    expect(wheelMeaning({ ...wheel, deltaY: 2.5, ctrlKey: true })).toBe('zoom');
    expect(applyWheel(view, { ...wheel, deltaY: -10, ctrlKey: true }, [0, 0], 'zoom').zoom).toBeCloseTo(
      0.8 * Math.exp(0.1),
    );
  });

  it('goes sideways with Shift', () => {
    expect(applyWheel(view, { ...wheel, deltaY: 80, shiftKey: true }, [0, 0], 'pan')).toEqual({
      x: 110,
      y: 20,
      zoom: 0.8,
    });
  });
});
