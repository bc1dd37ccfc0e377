import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import type { Rect } from '../canvas/view/rect.ts';
import { texts } from '../text/texts.ts';
import { beside } from './beside.ts';
import { type Step, steps, type Target } from './steps.ts';

/** Five steps that point at the real thing, each over when it has been done. */
export function Guide() {
  const { ui } = useApp();
  const at = ui.guide.value;
  const step = at === null ? undefined : steps[at];
  const isCovered = ui.startPage.value || ui.appView.value || ui.explorer.value !== null;
  if (step === undefined || at === null || isCovered) return null;
  return <Bubble key={at} step={step} at={at} />;
}

function Bubble({ step, at }: { step: Step; at: number }) {
  const app = useApp();
  const [begun] = useState(app.editor.whole.peek());
  const isDone = useComputed(() => step.isDone(app, begun)).value;
  const isLast = at === steps.length - 1;
  const go = () => {
    app.ui.guide.value = isLast ? null : at + 1;
  };
  useEffect(() => {
    if (isDone) go();
  }, [isDone]);
  const bubble = useRef<HTMLDivElement>(null);
  const place = usePlace(app, step, bubble);
  return (
    <>
      {place && <div class="guide-ring" style={boxOf(place.target)} />}
      <div
        ref={bubble}
        class="guide"
        role="status"
        aria-label={texts.guide.title}
        data-testid="guide"
        style={{ left: `${place?.at[0] ?? 24}px`, top: `${place?.at[1] ?? 80}px` }}
      >
        <h2>{texts.guide.steps[step.name].title}</h2>
        <p>{texts.guide.steps[step.name].text}</p>
        <div class="guide-buttons">
          <span class="muted">{texts.guide.step(at + 1, steps.length)}</span>
          <span class="grow" />
          <button
            type="button"
            class="button"
            onClick={() => {
              app.ui.guide.value = null;
            }}
          >
            {texts.guide.leave}
          </button>
          <button type="button" class="button primary" onClick={go}>
            {isLast ? texts.guide.done : texts.guide.next}
          </button>
        </div>
      </div>
    </>
  );
}

function boxOf({ x, y, width, height }: Rect) {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}

interface Place {
  readonly target: Rect;
  readonly at: readonly [x: number, y: number];
}

/** What is pointed at moves with the canvas, and with panels that open. */
function usePlace(app: App, step: Step, bubble: { readonly current: HTMLElement | null }): Place | undefined {
  const [place, setPlace] = useState<Place>();
  useLayoutEffect(() => {
    const look = () => {
      const rect = rectOf(app, step.target(app));
      const size = bubble.current?.getBoundingClientRect();
      if (!rect || !size) return;
      const at = beside(rect, size, { width: innerWidth, height: innerHeight });
      setPlace((last) =>
        last && JSON.stringify(last) === JSON.stringify({ target: rect, at }) ? last : { target: rect, at },
      );
    };
    look();
    const timer = setInterval(look, 100);
    return () => clearInterval(timer);
  }, [app, step, bubble]);
  return place;
}

function rectOf({ editor, ui }: App, target: Target): Rect | undefined {
  if ('testId' in target) {
    const box = document.querySelector(`[data-testid="${target.testId}"]`)?.getBoundingClientRect();
    return box && { x: box.x, y: box.y, width: box.width, height: box.height };
  }
  const node = editor.workflow.peek().nodes.find(({ type }) => type === target.kind);
  const view = ui.canvas.peek();
  if (!node || !view) return undefined;
  const [width, height] = view.measures.sizeOf(node);
  const [x, y] = view.toScreen(node.position);
  const [right, bottom] = view.toScreen([node.position[0] + width, node.position[1] + height]);
  return { x, y, width: right - x, height: bottom - y };
}
