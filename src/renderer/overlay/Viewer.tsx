import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { ViewerRequest } from '../app/userInterface.ts';
import { FileButton } from '../components/FileButton.tsx';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { CompareView } from './CompareView.tsx';
import { Dialog } from './Dialog.tsx';
import { framesOf } from './frames.ts';
import { PictureActions } from './PictureActions.tsx';
import { useArrowKeys } from './useArrowKeys.ts';
import { useZoom } from './useZoom.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

const STILLS_PER_SECOND = 8;

function usePlaying(count: number, perSecond: number, begins: boolean, first: number) {
  const [at, setAt] = useState(first);
  const [playing, setPlaying] = useState(begins);
  useEffect(() => {
    if (!playing || count < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % count), 1000 / perSecond);
    return () => clearInterval(timer);
  }, [playing, count, perSecond]);
  return { at: Math.min(at, count - 1), setAt, playing, setPlaying };
}

function Timeline({ count, playback }: { count: number; playback: ReturnType<typeof usePlaying> }) {
  const { at, setAt, playing, setPlaying } = playback;
  const show = (frame: number) => {
    setPlaying(false);
    setAt(Math.min(count - 1, Math.max(0, frame)));
  };
  useArrowKeys((by) => show(at + by));
  return (
    <div class="timeline">
      <button
        type="button"
        class="icon-button raised"
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={() => setPlaying(!playing)}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        aria-label="Frame"
        min={0}
        max={count - 1}
        step={1}
        value={at}
        style={{ '--share': at / Math.max(1, count - 1) }}
        onInput={(event) => show(event.currentTarget.valueAsNumber)}
      />
      <span class="numeric muted">
        {at + 1} of {count}
      </span>
    </div>
  );
}

/** The file that holds what is shown. */
function SavedAs({ path }: { path: string }) {
  return (
    <p class="saved-as" data-testid="saved-as">
      <Icon name="check" />
      <span class="ellipsis">
        Saved as <span class="mono">{path}</span>
      </span>
      <FileButton path={path} />
    </p>
  );
}

function Large({ request }: { request: ViewerRequest }) {
  const app = useApp();
  const stage = useRef<HTMLDivElement>(null);
  const frames = framesOf(request.pictures);
  const animated = request.pictures.some((picture) => picture.framesPerSecond !== undefined);
  const compares = request.compares && frames.length >= 2;
  const perSecond = request.pictures[0]?.framesPerSecond ?? STILLS_PER_SECOND;
  const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const playback = usePlaying(frames.length, perSecond, animated && !reduced, request.first ?? 0);
  const [first, second] = frames;
  const frame = frames[playback.at];
  const zoom = useZoom(stage, first?.picture);
  const close = () => {
    app.ui.viewer.value = null;
  };
  const { workflow, files = [] } = request;
  const file = files.length === frames.length ? files[playback.at] : files[0];
  return (
    <Dialog label={request.title} class="viewer" testId="viewer" close={close}>
      <header class="panel-header">
        <h2>{request.title}</h2>
        {first && (
          <span class="muted numeric">
            {first.picture.width} × {first.picture.height} px, {Math.round(zoom.scale * 100)} %
          </span>
        )}
        <span class="grow" />
        <ZoomButtons fit={zoom.fit} actual={zoom.actual} />
        {frame && <PictureActions title={request.title} frame={frame} at={playback.at} count={frames.length} />}
        {workflow && (
          <button
            type="button"
            class="button"
            data-testid="open-result"
            onClick={() => {
              close();
              app.files.openResult(workflow);
            }}
          >
            Open workflow
          </button>
        )}
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div ref={stage} class="viewer-stage" data-pixels={zoom.scale >= 8 || undefined} {...zoom.handlers}>
        <div class="viewer-picture" style={zoom.style}>
          {compares && first && second ? (
            <CompareView first={first} second={second} />
          ) : (
            frame && <PictureView picture={frame.picture} frame={frame.index} label={request.title} />
          )}
        </div>
      </div>
      {file !== undefined && <SavedAs path={file} />}
      {frames.length > 1 && !compares && <Timeline count={frames.length} playback={playback} />}
    </Dialog>
  );
}

export function Viewer() {
  const request = useApp().ui.viewer.value;
  return request && <Large request={request} />;
}
