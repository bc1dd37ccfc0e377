import { useEffect, useState } from 'preact/hooks';
import type { ReportChart } from '../../graph/report.ts';
import type { PreferenceValues } from '../state/preferences.ts';
import { withFont } from './plotFont.ts';

/** The address of a chart's SVG, once it is drawn. The drawing library is loaded with the first chart. */
export function useDrawing(chart: ReportChart, theme: PreferenceValues['theme']): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const drawing = { wanted: true, address: '' };
    void drawn(chart, theme).then((svg) => {
      if (!drawing.wanted) return;
      drawing.address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
      setAddress(drawing.address);
    });
    return () => {
      drawing.wanted = false;
      URL.revokeObjectURL(drawing.address);
    };
  }, [chart, theme]);
  return address;
}

async function drawn(chart: ReportChart, theme: PreferenceValues['theme']): Promise<string> {
  const { chartSvg } = await import('../../plots/chartSvg.ts');
  return withFont(chartSvg(chart, { theme: shownTheme(theme) }));
}

function shownTheme(wish: PreferenceValues['theme']): 'dark' | 'light' {
  if (wish !== 'system') return wish;
  return window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}
