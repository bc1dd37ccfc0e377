import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { showPictures } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { PictureView } from '../components/PictureView.tsx';
import { ProblemNote } from '../inspector/ProblemNote.tsx';
import { SummaryView } from '../inspector/SummaryView.tsx';
import { framesOf } from '../pictures/frames.ts';
import type { NodeState } from '../state/document/editor.ts';
import { IDLE } from '../state/run/reduce.ts';
import { texts } from '../text/texts.ts';

/** Pictures of a batch that are shown; the viewer has the rest. */
const most = 12;

/** The result of a node, large, under its title. */
export function AppOutput({ node }: { node: WorkflowNode }) {
  const { editor } = useApp();
  const state = editor.nodeStates.value.get(node.id) ?? IDLE;
  return (
    <figure class="app-output" data-testid={`output-${node.id}`} data-status={state.status}>
      <figcaption>{nodeTitle(node, editor.registry)}</figcaption>
      <Content node={node} state={state} />
      <ProblemNote id={node.id} />
    </figure>
  );
}

function Content({ node, state }: { node: WorkflowNode; state: NodeState }) {
  const { preview, pictures, status, outputs } = state;
  if (status === 'running' && preview) return <PictureView picture={preview} label={texts.appView.pictureSoFar} />;
  if (pictures.length > 0) return <Pictures node={node} state={state} />;
  const summaries = Object.entries(outputs);
  if (summaries.length === 0) return <p class="app-waiting">{texts.appView.waiting[status]}</p>;
  return (
    <>
      {summaries.map(([port, summary]) => (
        <SummaryView key={port} summary={summary} node={node.id} />
      ))}
    </>
  );
}

/** An animation shows its first frame; a batch its pictures side by side. Each opens large. */
function Pictures({ node, state }: { node: WorkflowNode; state: NodeState }) {
  const app = useApp();
  const frames = framesOf(state.pictures);
  const moves = state.pictures[0]?.framesPerSecond !== undefined;
  const shown = frames.slice(0, moves ? 1 : most);
  return (
    <div class="app-pictures" data-single={shown.length === 1 || undefined}>
      {shown.map((frame, at) => (
        <button
          key={at}
          type="button"
          class="picture-button"
          title={texts.appView.showLarge}
          aria-label={texts.appView.showPictureLarge(at + 1)}
          onClick={() => showPictures(app, node, at)}
        >
          <PictureView picture={frame.picture} frame={frame.index} label={texts.appView.picture(at + 1)} />
        </button>
      ))}
      {frames.length > shown.length && (
        <button type="button" class="link-button" onClick={() => showPictures(app, node, moves ? 0 : most)}>
          {moves ? texts.appView.playFrames(frames.length) : texts.appView.showMore(frames.length - shown.length)}
        </button>
      )}
    </div>
  );
}
