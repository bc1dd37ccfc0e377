import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { duration } from '../../graph/duration.ts';
import { estimated } from '../../graph/edit/measures.ts';
import type { Picture } from '../../graph/events.ts';
import { nodeTitle } from '../../graph/nodeTitle.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { shownPictures } from '../canvas/view/pictures.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { sameComputation } from '../state/run/sameComputation.ts';
import { texts } from '../text/texts.ts';
import { exploredNode, picturesAfter, problemBefore, wayBetween } from './explored.ts';
import { Instrument } from './Instrument.tsx';
import { type Kept, KeptPlaces } from './KeptPlaces.tsx';
import { keepPlace } from './keepPlace.ts';
import { BrushTools } from './painting/BrushTools.tsx';
import { PaintSurface } from './painting/PaintSurface.tsx';
import { paintedOver, paintingOf } from './painting/paintedOver.ts';
import { type Painted, usePainting } from './painting/usePainting.ts';
import { usePinched } from './painting/usePinched.ts';

/** Live while it is open, for the picture that is looked at and nothing else. */
function useLive(target: string | undefined): void {
  const { runs } = useApp();
  useEffect(() => (target === undefined ? undefined : runs.holdLive([target])), [runs, target]);
}

interface StageProps {
  readonly target: string | undefined;
  /** The strokes that are made on it. */
  readonly painted: Painted | undefined;
}

/** A picture, and over it what is painted. Two fingers bring a part of it nearer. */
function PaintedPicture({ picture, painted }: Pick<StageProps, 'painted'> & { readonly picture: Picture }) {
  const frame = useRef<HTMLDivElement>(null);
  const { pinched, transform } = usePinched(frame);
  return (
    <div class="explorer-canvas" ref={frame}>
      <div class="explorer-pinched" style={{ transform }}>
        <PictureView picture={picture} label={texts.explorer.pictureHere} class="explorer-picture" />
        {painted && <PaintSurface {...painted} shape={picture} pinched={pinched} />}
      </div>
    </div>
  );
}

/** The picture that the node leads to or paints over, as large as there is room. */
function Stage({ target, painted }: StageProps) {
  const { editor, runs } = useApp();
  const state = useComputed(() => (target === undefined ? undefined : editor.nodeStates.value.get(target))).value;
  const problem = useComputed(() => (target === undefined ? undefined : problemBefore(editor, target))).value;
  const [picture] = shownPictures(state);
  if (target === undefined) {
    return <p class="explorer-empty muted">{texts.explorer.connectToDecode}</p>;
  }
  return (
    <>
      {picture ? (
        <PaintedPicture picture={picture} painted={painted} />
      ) : (
        <p class="explorer-empty muted">
          {runs.current.value ? texts.explorer.paintingFirstPicture : texts.explorer.noPictureYet}
        </p>
      )}
      {problem && (
        <p class="note error explorer-problem" role="alert">
          <Icon name="error" />
          <span>{`${problem.message} ${problem.remedy}`}</span>
        </p>
      )}
    </>
  );
}

/** How long the last picture took. */
function Pace() {
  const { runs } = useApp();
  const [milliseconds, setMilliseconds] = useState<number>();
  useEffect(() => {
    let begun = 0;
    return runs.current.subscribe((job) => {
      if (job) begun = performance.now();
      else if (begun > 0) setMilliseconds(performance.now() - begun);
    });
  }, [runs]);
  return milliseconds === undefined ? null : (
    <span class="explorer-pace muted numeric" title={texts.explorer.timeAbout}>
      {duration(milliseconds)}
    </span>
  );
}

function Explored({ node, entry }: { readonly node: WorkflowNode; readonly entry: NodeEntry }) {
  const app = useApp();
  const { editor, ui } = app;
  const over = paintedOver(editor.whole.value, editor.registry, node.id, paintingOf(entry)?.painting?.over);
  const after = useComputed(() => picturesAfter(editor.whole.value, editor.registry, node.id)).value;
  const targets = over === undefined ? after : [over, ...after];
  const [wanted, setWanted] = useState<string>();
  const target = wanted !== undefined && targets.includes(wanted) ? wanted : targets[0];
  const painted = usePainting(node, entry, target === over || target === node.id);
  // Places in a picture further on, such as a grid, are none in what is painted.
  const canvas = over ?? after[0];
  useLive(target);
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const titles = useMemo(() => new Map(editor.whole.value.nodes.map((each) => [each.id, each])), [editor.whole.value]);
  const titleOf = (id: string) => {
    const found = titles.get(id);
    return found ? nodeTitle(found, editor.registry) : id;
  };
  const close = () => {
    ui.explorer.value = null;
  };
  const keep = () => {
    const painted = editor.whole.peek();
    const way = target === undefined ? [node.id] : wayBetween(editor.whole.peek(), node.id, target);
    const measures = ui.canvas.peek()?.measures ?? estimated;
    editor.editWhole(texts.explorer.keep, (workflow) => keepPlace(workflow, node, way, measures));
    const state = target === undefined ? undefined : editor.nodeStates.peek().get(target);
    const [picture] = shownPictures(state);
    // While it is painted, or where it fails, the picture is that of another place.
    const ended = app.runs.current.peek() === null && app.runs.last.peek();
    const isPainted = ended && !ended.problem && sameComputation(ended.workflow, painted);
    setKept((before) => [...before, { parameters: node.parameters, picture: isPainted ? picture : undefined }]);
  };
  return (
    <Dialog label={texts.explorer.explorer} class="explorer" testId="explorer" close={close}>
      <header class="panel-header">
        <h2>{texts.explorer.explorer}</h2>
        <span class="muted ellipsis">{nodeTitle(node, editor.registry)}</span>
        <span class="grow" />
        <Pace />
        {targets.length > 1 && (
          <span class="select explorer-target">
            <select
              aria-label={texts.explorer.picture}
              value={target}
              onChange={(event) => setWanted(event.currentTarget.value)}
            >
              {targets.map((id) => (
                <option key={id} value={id}>
                  {titleOf(id)}
                </option>
              ))}
            </select>
          </span>
        )}
        <button
          type="button"
          class="button"
          data-testid="explorer-keep"
          title={texts.explorer.keepAbout}
          onClick={keep}
        >
          <Icon name="pin" />
          {texts.explorer.keep}
        </button>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="explorer-body">
        <div class="explorer-stage" data-testid="explorer-stage">
          <Stage key={target} target={target} painted={target === canvas ? painted : undefined} />
          <KeptPlaces
            kept={kept}
            show={({ parameters }) =>
              editor.editWhole(texts.explorer.goToKeptPlace, (workflow) => ({
                ...workflow,
                nodes: workflow.nodes.map((each) => (each.id === node.id ? { ...each, parameters } : each)),
              }))
            }
          />
        </div>
        <div class="explorer-side">
          {painted && (
            <BrushTools
              {...painted}
              elsewhere={
                target === canvas || canvas === undefined ? undefined : texts.explorer.chooseToPaint(titleOf(canvas))
              }
            />
          )}
          <Instrument node={node} entry={entry} target={target} />
        </div>
      </div>
    </Dialog>
  );
}

/** A node whose place a hand moves, large beside the picture that it leads to; closed with its node or its document. */
export function Explorer() {
  const app = useApp();
  const { editor, ui } = app;
  const id = ui.explorer.value;
  const document = editor.document.value;
  const found = useComputed(() => exploredNode(app)).value;
  const isGone = id !== null && !found;
  useEffect(() => {
    if (isGone) ui.explorer.value = null;
  }, [isGone, ui]);
  // At once with the change: what is opened right after it stays.
  useLayoutEffect(
    () => () => {
      ui.explorer.value = null;
    },
    [document, ui],
  );
  return found ? <Explored key={id} node={found.node} entry={found.entry} /> : null;
}
