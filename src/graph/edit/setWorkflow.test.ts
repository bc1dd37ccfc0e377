import { describe, expect, test } from 'vitest';
import { emptyWorkflow } from '../workflow/schema.ts';
import { setName, setViewport } from './setWorkflow.ts';

const workflow = { ...emptyWorkflow(), name: 'Faces' };

describe('what is visible', () => {
  test('is kept with the workflow', () => {
    const seen = setViewport(workflow, { x: 10, y: -20, zoom: 2 });
    expect(seen).toEqual({ ...workflow, viewport: { x: 10, y: -20, zoom: 2 } });
  });

  test.each([
    [0, 0.05],
    [0.04, 0.05],
    [9, 9],
    [11, 10],
    [Number.NaN, 1],
    [Number.POSITIVE_INFINITY, 1],
  ])('is never so small or large that nothing can be seen: a zoom of %d becomes %d', (zoom, kept) => {
    expect(setViewport(workflow, { x: 0, y: 0, zoom }).viewport?.zoom).toBe(kept);
  });
});

describe('the name of a workflow', () => {
  test('is cut to what a file can hold, without spaces around it', () => {
    expect(setName(workflow, '  Houses ').name).toBe('Houses');
    expect(setName(workflow, 'x'.repeat(300)).name).toBe('x'.repeat(200));
  });

  test('is "Untitled" where none is left', () => {
    expect(setName(workflow, '  ').name).toBe('Untitled');
  });

  test('that stays the same changes nothing', () => {
    expect(setName(workflow, ' Faces')).toBe(workflow);
    expect(setName(workflow, 'Houses')).toEqual({ ...workflow, name: 'Houses' });
  });
});
