import { counted } from '../formats.ts';

export const results = {
  tabs: { results: 'Results', plots: 'Plots', log: 'Log' },
  chart: (title: string, up: string, across: string, points: number, series: string) =>
    `${title}: ${up} over ${across}, ${points} points of ${series}`,
  saveAsSvg: 'Save as SVG',
  drawer: 'Results, plots and log',
  heightOfDrawer: 'Height of the drawer',
  openDrawer: 'Open the drawer',
  closeDrawer: 'Close the drawer',
  show: 'Show',
  emptyLog: 'The log is empty.',
  fromOtherWorkflows: 'From other workflows',
  noPlots: 'Tables and charts of analysis nodes appear here after a run.',
  fromWorkflow: (name: string) => `from ${name}`,
  showNode: 'Show the node',
  frames: (count: number) => counted(count, 'frame'),
  writtenTo: (files: string) => `\nWritten to ${files}`,
  resultOf: (title: string, workflow: string, time: string, where: string) =>
    `${title} of ${workflow}, ${time}${where}`,
  showLarge: (title: string) => `Show ${title} large`,
  showPictureLarge: (number: number, title: string) => `Show picture ${number} of ${title} large`,
  showMore: (count: number, title: string) => `Show ${count} more of ${title}`,
  openItsWorkflow: 'Open the workflow that made this',
  olderRemoved: (count: number, size: string) =>
    `${counted(count, 'older result')} removed: the newest ${size} of pictures are kept.`,
  noResults:
    'The pictures that workflows make in this window are kept here, also when the page is reloaded. Press Run to make one.',
};
