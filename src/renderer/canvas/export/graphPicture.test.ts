// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { darkTheme, lightTheme } from '../../theme/tokens.ts';
import { createScene } from '../scene.ts';
import { fakeContext, installFakeCanvas } from '../testing/fakeCanvas.ts';
import { sampleRegistry } from '../testing/sampleNodes.ts';
import { sampleStates, sampleWorkflow } from '../testing/sampleWorkflow.ts';
import { rangesOf } from './embeddedFonts.ts';
import { graphSize, graphSvg, tooLarge } from './graphPicture.ts';
import { SvgContext } from './svgContext.ts';
import { SvgPath } from './svgPath.ts';

function ruler() {
  const { context } = fakeContext();
  context.measureText = (text) => ({ width: text.length * 6, actualBoundingBoxAscent: 5 }) as TextMetrics;
  return context;
}

const drawn = (paint: (context: SvgContext) => void) => {
  const context = new SvgContext(ruler());
  paint(context);
  return context.content();
};

beforeEach(() => {
  installFakeCanvas();
  HTMLCanvasElement.prototype.toDataURL = () => 'data:image/png;base64,AAAA';
  HTMLCanvasElement.prototype.getContext = (() => ruler()) as unknown as HTMLCanvasElement['getContext'];
});

describe('a drawing', () => {
  it('moves, turns and scales what is painted as a canvas does, and takes it back', () => {
    const content = drawn((context) => {
      context.save();
      context.translate(10, 20);
      context.scale(2, 2);
      context.fillRect(0, 0, 5, 5);
      context.restore();
      context.fillRect(1, 2, 3, 4);
    });
    expect(content).toContain('<rect x="0" y="0" width="5" height="5" fill="#000" transform="matrix(2 0 0 2 10 20)"/>');
    expect(content).toContain('<rect x="1" y="2" width="3" height="4" fill="#000"/>');
  });

  it('clips what is painted until the clip is taken back, and clips within clips', () => {
    const content = drawn((context) => {
      context.save();
      context.rect(0, 0, 10, 10);
      context.clip();
      context.fillRect(0, 0, 1, 1);
      context.save();
      context.beginPath();
      context.rect(0, 0, 5, 5);
      context.clip();
      context.fillRect(0, 0, 2, 2);
      context.restore();
      context.restore();
      context.fillRect(0, 0, 3, 3);
    });
    expect(content).toContain('<clipPath id="clip1" clip-path="url(#clip0)">');
    expect(content).toMatch(
      /<g clip-path="url\(#clip0\)"><rect[^>]+width="1".*<g clip-path="url\(#clip1\)"><rect[^>]+width="2"[^>]*\/><\/g><rect[^>]+width="3"/,
    );
  });

  it('writes texts as texts, which can be found and copied, and nothing in them is markup', () => {
    const content = drawn((context) => {
      context.font = "600 12px 'Inter Variable', sans-serif";
      context.textAlign = 'right';
      context.fillText('a < b & "c" \u0007', 5, 6);
      context.fillText('  ', 0, 0);
      context.textAlign = 'left';
      context.fillText('  words ', 10, 0);
    });
    expect(content).toContain('text-anchor="end"');
    expect(content).toContain('font-weight="600"');
    expect(content).toContain('>a &lt; b &amp; &quot;c&quot; \ufffd</text>');
    expect(content).toMatch(/<text x="22" [^>]*textLength="30"[^>]*>words<\/text>/);
    expect(content.match(/<text/g)).toHaveLength(2);
  });

  it('has a picture once that is shown twice', () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4, 2];
    const content = drawn((context) => {
      context.drawImage(canvas, 0, 0, 8, 4);
      context.drawImage(canvas, 100, 0, 4, 2);
    });
    expect(content.match(/<image/g)).toHaveLength(1);
    expect(content).toContain('<use href="#picture0" transform="matrix(2 0 0 2 0 0)"/>');
    expect(content).toContain('<use href="#picture0" transform="translate(100 0)"/>');
  });

  it('draws arcs, whole circles and rounded corners', () => {
    const path = new SvgPath();
    path.arc(0, 0, 10, 0, 2 * Math.PI);
    expect(path.data).toBe('M10 0A10 10 0 1 1 -10 0A10 10 0 1 1 10 0');
    const quarter = new SvgPath();
    quarter.arc(0, 0, 10, 0, Math.PI / 2);
    expect(quarter.data).toBe('M10 0A10 10 0 0 1 0 10');
    const rounded = new SvgPath();
    rounded.roundRect(0, 0, 20, 10, [4, 4, 0, 0]);
    expect(rounded.data).toBe('M4 0H16a4 4 0 0 1 4 4V10H0V4a4 4 0 0 1 4 -4Z');
  });
});

describe('a whole graph', () => {
  const scene = createScene({ workflow: sampleWorkflow(), registry: sampleRegistry, states: sampleStates() });

  it.each([darkTheme, lightTheme])(
    'is drawn in the $name theme with every node, whatever is in view',
    async (theme) => {
      const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const svg = await graphSvg({ scene, theme, notes: new Map() }, '<metadata/>');
      expect(complain).not.toHaveBeenCalled();
      complain.mockRestore();
      for (const title of ['Load model', 'Slerp', 'Multi-slerp', 'Future node']) expect(svg).toContain(`>${title}<`);
      expect(svg).toContain('<image');
      expect(svg).toContain(`fill="${theme.canvas}"`);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|https?:(?!\/\/www\.w3\.org)/);
      expect(new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')).toBeNull();
    },
  );

  it('is as large as all of it, and twice as large at 2x', () => {
    const graph = { scene, theme: darkTheme, notes: new Map() };
    const [width, height] = graphSize(graph, 1);
    expect(width).toBeGreaterThan(1600);
    expect(graphSize(graph, 2)).toEqual([2 * width, 2 * height]);
  });

  it('says when it is larger than a picture can be', () => {
    expect(tooLarge([16_384, 1000], 1)).toBeUndefined();
    expect(tooLarge([16_385, 10], 2)).toContain('at 1x, or as SVG');
    expect(tooLarge([16_000, 16_000], 1)).toContain('Export it as SVG');
  });
});

it('reads which characters a font has', () => {
  expect(rangesOf('U+0301, U+0400-045F,U+4??')).toEqual([
    [0x301, 0x301],
    [0x400, 0x45f],
    [0x400, 0x4ff],
  ]);
});
