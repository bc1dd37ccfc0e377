/** Data first: tables and series that the app plots and the command line writes as JSON, CSV or SVG. */
export interface Report {
  readonly title: string;
  /** Short findings in words, with units. */
  readonly notes: readonly string[];
  readonly tables: readonly ReportTable[];
  readonly charts: readonly ReportChart[];
}

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly unit?: string }[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface ReportChart {
  readonly title: string;
  /** A heat map has a row for each series, whose x are places of columns from 0. */
  readonly kind: 'line' | 'scatter' | 'bar' | 'heatmap';
  readonly x: { readonly label: string; readonly unit?: string };
  readonly y: { readonly label: string; readonly unit?: string };
  /** Of the columns of a heat map. */
  readonly columns?: readonly string[];
  /** One unit is as long on both axes, so that circles are round. */
  readonly sameScale?: boolean;
  /** The y axis is logarithmic; what is not above zero leaves a gap. */
  readonly logarithmic?: boolean;
  readonly series: readonly ReportSeries[];
}

export interface ReportSeries {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Single places on the lines of the others, which no line joins. */
  readonly marks?: boolean;
  /** A line through its points in order, in a chart of scattered points. */
  readonly joined?: boolean;
}
