import { counted } from '../formats.ts';

export const appView = {
  /** What stands in place of a result. */
  waiting: { idle: 'Run to see it', queued: 'Waiting', running: 'At work', done: 'Done', cached: 'Done', failed: '' },
  pictureSoFar: 'The picture so far',
  showLarge: 'Show large',
  showPictureLarge: (number: number) => `Show picture ${number} large`,
  picture: (number: number) => `Picture ${number}`,
  playFrames: (frames: number) => `Play ${counted(frames, 'frame')}`,
  showMore: (count: number) => `Show ${count} more`,
  inputs: 'Inputs',
  noInputs:
    'No inputs yet. In the graph, the pin beside a parameter shows it here, and “Show in the app view” on a node shows its result.',
  results: 'Results',
  noResults: 'Nothing in this workflow shows a result.',
  openInAppView: 'Open in the app view',
  openInGraph: 'Open in the graph',
  opensHereAbout: 'Saved with the workflow: whoever opens its file comes here first',
};
