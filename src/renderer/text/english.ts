import { appView } from './english/appView.ts';
import { canvas } from './english/canvas.ts';
import { commands } from './english/commands.ts';
import { common } from './english/common.ts';
import { device } from './english/device.ts';
import { explorer } from './english/explorer.ts';
import { exportGraph } from './english/exportGraph.ts';
import { files } from './english/files.ts';
import { gallery } from './english/gallery.ts';
import { getModel } from './english/getModel.ts';
import { guide } from './english/guide.ts';
import { inspector } from './english/inspector.ts';
import { menu } from './english/menu.ts';
import { messages } from './english/messages.ts';
import { models } from './english/models.ts';
import { outline } from './english/outline.ts';
import { palette } from './english/palette.ts';
import { parameters } from './english/parameters.ts';
import { queue } from './english/queue.ts';
import { results } from './english/results.ts';
import { run } from './english/run.ts';
import { settings } from './english/settings.ts';
import { sharedQueue } from './english/sharedQueue.ts';
import { shell } from './english/shell.ts';
import { shortcuts } from './english/shortcuts.ts';
import { start } from './english/start.ts';
import { steps } from './english/steps.ts';
import { sweep } from './english/sweep.ts';
import { viewer } from './english/viewer.ts';
import { workflows } from './english/workflows.ts';

/** The interface in English: a subject for each screen or panel. */
export const english = {
  appView,
  canvas,
  commands,
  common,
  device,
  explorer,
  exportGraph,
  files,
  gallery,
  getModel,
  guide,
  inspector,
  menu,
  messages,
  models,
  outline,
  palette,
  parameters,
  queue,
  results,
  run,
  settings,
  sharedQueue,
  shell,
  shortcuts,
  start,
  steps,
  sweep,
  viewer,
  workflows,
};
