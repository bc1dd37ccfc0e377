import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { editableText, parseInput } from '../canvas/overlay/parseInput.ts';
import { sampleRegistry } from '../canvas/testing/sampleNodes.ts';
import { formatNumber, formatValue } from '../canvas/view/formatValue.ts';
import { choiceAbout, type ParameterSpec, parameterSpecs, parameterValue } from './parameterSpec.ts';

function spec(type: string, name: string): ParameterSpec {
  const entry = sampleRegistry.get(type);
  const found = entry && parameterSpecs(entry).find((each) => each.name === name);
  if (!found) throw new Error(`no ${type}.${name}`);
  return found;
}

describe('a parameter as the canvas shows it', () => {
  it('is read from its schema', () => {
    expect(spec('slerp', 't')).toMatchObject({ kind: 'number', minimum: -1, maximum: 2, slider: true, fallback: 0.5 });
    expect(spec('slerp', 'radius')).toMatchObject({ kind: 'select', options: ['interpolate', 'keep_a', 'shell'] });
    expect(spec('slerp', 'normalise').kind).toBe('toggle');
    expect(spec('prompt', 'text').kind).toBe('multiline');
    expect(spec('multi_slerp', 'weights').kind).toBe('list');
    expect(spec('noise', 'seed')).toMatchObject({ kind: 'number', integer: true, slider: false });
    expect(spec('noise', 'width')).toMatchObject({ unit: 'px', step: 8 });
  });

  it('has a slider from bound to bound, or over what is useful', () => {
    expect(spec('slerp', 't').span).toEqual([-1, 2]);
    const entry = nodeRegistry.get('apply_directions');
    const strength = entry && parameterSpecs(entry).find(({ name }) => name === 'strength');
    expect(strength).toMatchObject({ slider: true, minimum: -10, maximum: 10, span: [-2, 2] });
  });

  it('falls back to its default, never to what objects inherit', () => {
    const named = { ...spec('slerp', 't'), name: 'constructor', fallback: 7 };
    expect(parameterValue(named, {})).toBe(7);
  });

  it('is written without the dust of binary fractions', () => {
    expect(formatNumber(0.1 + 0.2, 0.01)).toBe('0.3');
    expect(formatNumber(-1.5)).toBe('\u22121.5');
    expect(formatNumber(1e-9)).toBe('1.0e\u22129');
    expect(formatNumber(Number.NaN)).toBe('NaN');
    expect(formatValue(spec('noise', 'width'), 128)).toBe('128 px');
  });

  it('says of a curve how many key frames it has', () => {
    const entry = nodeRegistry.get('curve');
    const curve = entry && parameterSpecs(entry).find(({ kind }) => kind === 'curve');
    if (!curve) throw new Error('no curve');
    const keys = [1, 24].map((at) => ({ at, value: 1, easing: 'linear' }));
    expect([keys, keys.slice(1)].map((value) => formatValue(curve, value))).toEqual(['2 key frames', '1 key frame']);
  });

  it('has words for its choices and for a zero that means something of its own', () => {
    const sampler = { ...spec('slerp', 'radius'), choices: { dpmpp_2m: 'DPM++ 2M' } };
    expect(formatValue(sampler, 'dpmpp_2m')).toBe('DPM++ 2M');
    expect(formatValue(sampler, 'euler_ancestral')).toBe('euler ancestral');
    expect(formatValue(sampler, 'constructor')).toBe('constructor');
    expect(formatValue({ ...spec('noise', 'width'), zero: 'as trained' }, 0)).toBe('as trained');
    expect(formatValue(spec('noise', 'width'), 0)).toBe('0 px');
  });

  it('has a sentence about an option where one is given', () => {
    const sampler = { ...spec('slerp', 'radius'), about: { euler: 'Plain.' } };
    expect(choiceAbout(sampler, 'euler')).toBe('Plain.');
    expect(choiceAbout(sampler, 'constructor')).toBe('');
    expect(choiceAbout(spec('slerp', 't'), 0.5)).toBe('');
  });

  it('shows any value that a file may hold', () => {
    for (const value of [null, undefined, {}, [{}], Number.POSITIVE_INFINITY, 'x'.repeat(1e5), true]) {
      expect(formatValue(spec('slerp', 't'), value)).toBeTypeOf('string');
    }
  });

  it('takes typed expressions within its bounds and refuses everything else', () => {
    expect(parseInput(spec('slerp', 't'), '1/4')).toBe(0.25);
    expect(parseInput(spec('slerp', 't'), '99')).toBe(2);
    expect(parseInput(spec('noise', 'count'), '2.6')).toBe(3);
    expect(parseInput(spec('slerp', 't'), 'alert(1)')).toBeUndefined();
    expect(parseInput(spec('slerp', 't'), 'constructor.constructor("return 1")()')).toBeUndefined();
    expect(parseInput(spec('multi_slerp', 'weights'), '1, 2/4; 3')).toEqual([1, 0.5, 3]);
    expect(parseInput(spec('multi_slerp', 'weights'), '1, x')).toBeUndefined();
    expect(editableText([1, 0.5])).toBe('1, 0.5');
  });
});
