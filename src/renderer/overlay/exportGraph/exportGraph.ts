import { asciiJson } from '../../../graph/png/asciiJson.ts';
import { workflowKeyword } from '../../../graph/png/pngText.ts';
import { withPngText } from '../../../graph/png/withPngText.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { svgMetadata } from '../../../graph/svg/svgText.ts';
import { serializeWorkflow } from '../../../graph/workflow/serialize.ts';
import type { App } from '../../app/createApp.ts';
import { download } from '../../app/download.ts';
import { plainName } from '../../app/pictureFile.ts';
import type { GraphPictures } from '../../state/document/editor.ts';
import { texts } from '../../text/texts.ts';
import type { Theme } from '../../theme/tokens.ts';

/** How a graph is to look as a picture. */
export interface GraphLook {
  readonly format: 'png' | 'svg';
  readonly scale: 1 | 2;
  readonly theme: Theme['name'];
}

/** What the picture holds, for whoever sends it to others. */
export function contentsOf({ editor }: Pick<App, 'editor'>): string {
  const { wholeGraph, openBlock } = texts.exportGraph;
  return editor.level.value.open === null ? wholeGraph : openBlock;
}

/** The graph as a file that carries its workflow: dropped on the editor it opens as that. */
async function fileOf(graph: GraphPictures, workflow: string, { format, scale, theme }: GraphLook): Promise<Blob> {
  if (format === 'svg') return new Blob([await graph.svg(theme, svgMetadata(workflow))], { type: 'image/svg+xml' });
  const png = withPngText(await graph.png(theme, scale), workflowKeyword, asciiJson(workflow));
  return new Blob([new Uint8Array(png)], { type: 'image/png' });
}

/** Gives the user the level that is seen as a picture, with the whole workflow in it. @throws ArcspaceError */
export async function exportGraph({ editor, ui, log }: App, look: GraphLook): Promise<void> {
  const graph = ui.canvas.peek()?.pictures;
  if (!graph)
    throw new ArcspaceError('no-graph', texts.exportGraph.noGraphIsShown, texts.exportGraph.leaveWhatCoversIt);
  const workflow = editor.whole.peek();
  const name = `${plainName(workflow.name) || 'workflow'}.${look.format}`;
  download(name, await fileOf(graph, serializeWorkflow(workflow), look));
  // Where it is saved is asked afterwards, and may be answered with Cancel.
  log.notify({
    level: 'info',
    message: texts.exportGraph.started(name),
    remedy: texts.exportGraph.startedAbout,
  });
}
