// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import type { Weighing } from '../../../graph/defineNode.ts';
import type { NodeEntry } from '../../../graph/registry.ts';
import { parameterSpecs } from '../../parameters/parameterSpec.ts';
import { WeightsField } from './WeightsField.tsx';

let host: HTMLElement;

function mount(value: readonly number[], as: Weighing['as'], things = ['a', 'b', 'c']) {
  host = document.createElement('div');
  document.body.append(host);
  const seen: (readonly number[])[] = [];
  const show = (now: readonly number[]) =>
    act(() =>
      render(
        <WeightsField
          {...{ id: 'field', label: 'Weights', value: now, things, as, bounds: { minimum: -1000, maximum: 1000 } }}
          change={(next) => {
            seen.push(next);
            show(next);
          }}
        />,
        host,
      ),
    );
  show(value);
  const numbers = () => [...host.querySelectorAll<HTMLInputElement>('[role=spinbutton]')];
  const slider = (index: number) => host.querySelectorAll<HTMLInputElement>('[type=range]')[index] as HTMLInputElement;
  const slide = (index: number, to: number) => {
    slider(index).value = String(to);
    slider(index).dispatchEvent(new Event('input', { bubbles: true }));
  };
  return { seen, slide, values: () => numbers().map(({ value: shown }) => shown) };
}

afterEach(() => {
  act(() => render(null, host));
  host.remove();
});

describe('weights', () => {
  it('below 0 are shown as they are, and set each by itself', () => {
    const { seen, slide, values } = mount([2, -1, 1], 'shares');
    expect(values()).toEqual(['2', '\u22121', '1']);
    slide(2, 1.5);
    expect(seen).toEqual([[2, -1, 1.5]]);
  });

  it('that are too few are told of, and those that are there are shown', () => {
    const { values } = mount([0.5, -2], 'strengths');
    expect(values()).toEqual(['0.5', '\u22122', '0']);
    expect(host.textContent).toContain('2 weights for 3 wires');
  });

  it('have their proportions again when a share goes to 1 and back', () => {
    const { seen, slide } = mount([0.5, 0.4, 0.1], 'shares');
    slide(0, 1);
    slide(0, 0.5);
    expect(seen).toEqual([
      [1, 0, 0],
      [0.5, 0.4, 0.1],
    ]);
  });

  it('may be as small and as large as their node says', () => {
    const specs = parameterSpecs(nodeRegistry.get('combine_directions') as NodeEntry);
    expect(specs.find(({ weighs }) => weighs)?.each).toEqual({ minimum: -1000, maximum: 1000 });
  });
});
