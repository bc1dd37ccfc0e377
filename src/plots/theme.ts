export type PlotTheme = 'dark' | 'light';

export interface PlotColors {
  readonly background: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  /** Of the series, in turn: those of the wires. */
  readonly series: readonly string[];
}

/** The surfaces of the editor, so that a saved plot and the Plots drawer look the same. */
export const plotColors: Readonly<Record<PlotTheme, PlotColors>> = {
  dark: {
    background: '#1c1e22',
    line: '#34383f',
    text: '#e9e7e2',
    muted: '#9da0a8',
    series: ['#f2a65a', '#5ab0f2', '#8fd16f', '#d58cf2', '#f27d86', '#63d4c4'],
  },
  light: {
    background: '#f7f6f3',
    line: '#d3d0c9',
    text: '#22242a',
    muted: '#5c6068',
    series: ['#b8630f', '#1f74bd', '#3f8a1f', '#9a3fc0', '#c13b47', '#16877a'],
  },
};

export const plotFont = "'Inter Variable', Inter, system-ui, sans-serif";
