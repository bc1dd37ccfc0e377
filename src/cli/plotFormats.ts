/** How `arcspace run` saves the charts of reports. */
export const plotFormats = ['svg', 'png', 'none'] as const;
export type PlotFormat = (typeof plotFormats)[number];
