import { describe, expect, test } from 'vitest';
import { isSvg, svgMetadata, workflowInSvg } from './svgText.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const workflow =
  '{\n  "format": "arcspace-workflow",\n  "name": "a < b && \\"c\\" > d ]]> AT&amp;T \u591c \uffff"\n}\n';
const svg = (inside: string) => utf8(`<svg xmlns="http://www.w3.org/2000/svg">${inside}<rect/></svg>`);

describe('the workflow in a drawing', () => {
  test('is what was put into it, whatever characters it has', () => {
    const text = workflowInSvg(svg(svgMetadata(workflow)));
    expect(JSON.parse(text ?? '')).toEqual(JSON.parse(workflow));
  });

  test('is found when another program saved it with other prefixes, references and lines', () => {
    const other =
      '<?xml version="1.0"?>\n<svg xmlns:ns0="urn:arcspace:workflow"><metadata id="m1"><ns0:workflow\n  id="w">&#123;&quot;format&quot;:&#x22;arcspace-workflow&quot;}</ns0:workflow></metadata></svg>';
    expect(workflowInSvg(utf8(other))).toBe('{"format":"arcspace-workflow"}');
  });

  test('is read from a section of characters as it is', () => {
    const content = '<workflow><![CDATA[{"format":"arcspace-workflow","a":"&amp;"}]]></workflow>';
    expect(workflowInSvg(svg(content))).toBe('{"format":"arcspace-workflow","a":"&amp;"}');
  });

  test('is none in a drawing without one, or with something else by that name', () => {
    expect(workflowInSvg(svg(''))).toBeUndefined();
    expect(workflowInSvg(svg('<workflow>{"steps":[]}</workflow>'))).toBeUndefined();
    expect(workflowInSvg(svg('<workflow>{"format":"arcspace-workflow"'))).toBeUndefined();
  });

  test('is looked for in what begins as a drawing', () => {
    const begins = (text: string) => isSvg(utf8(text).subarray(0, 12));
    expect(['<svg xmlns=', '<?xml version="1.0"?>', '\ufeff<svg >', '\n<svg>'].map(begins)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['{"format":', '<html>', 'a prompt', ''].map(begins)).toEqual([false, false, false, false]);
  });
});
