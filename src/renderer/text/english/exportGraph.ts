export const exportGraph = {
  formats: { png: 'PNG picture', svg: 'SVG drawing' },
  themes: { dark: 'Dark', light: 'Light' },
  about: 'The file carries the whole workflow: drop it on the editor to open it.',
  title: 'Export the graph',
  format: 'Format',
  size: 'Size',
  theme: 'Theme',
  pixels: (width: number, height: number) => `${width} × ${height} px`,
  exporting: 'Exporting…',
  export: 'Export',
};
