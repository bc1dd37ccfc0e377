import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { type Frame, framesOf } from '../pictures/frames.ts';
import type { Result } from '../state/gallery/gallery.ts';
import { timeOfDay } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { filmstrip } from './filmstrip.ts';

interface FrameProps {
  readonly frame: Frame;
  readonly label: string;
  readonly hint: string;
  /** How many frames an animation has. */
  readonly moving?: number;
  open(): void;
}

function FrameButton({ frame, label, hint, moving, open }: FrameProps) {
  return (
    <button
      type="button"
      class="picture-button"
      title={hint}
      aria-label={label}
      style={{ '--aspect': frame.picture.width / frame.picture.height }}
      onClick={open}
    >
      <PictureView picture={frame.picture} frame={frame.index} label={label} />
      {moving !== undefined && <span class="frames">{texts.results.frames(moving)}</span>}
    </button>
  );
}

/** A picture, the first one of an animation, or a batch side by side; each opens large. */
function Frames({ result }: { result: Result }) {
  const { ui } = useApp();
  const { title, pictures, workflow, type, files, time } = result;
  const frames = framesOf(pictures);
  const [first] = frames;
  if (!first) return null;
  const { width, height, framesPerSecond } = first.picture;
  const moves = framesPerSecond !== undefined;
  const { shown, more } = moves ? { shown: 1, more: 0 } : filmstrip(frames.length, width / height);
  const open = (at: number) => () => {
    ui.viewer.value = { title, pictures, files, workflow, compares: type === 'compare_images', first: at };
  };
  const where = files.length > 0 ? texts.results.writtenTo(files.join(', ')) : '';
  const hint = texts.results.resultOf(title, workflow.name, timeOfDay(time), where);
  const single = frames.length === 1 || moves;
  return (
    <div class="filmstrip">
      {frames.slice(0, shown).map((frame, at) => (
        <FrameButton
          key={at}
          frame={frame}
          label={single ? texts.results.showLarge(title) : texts.results.showPictureLarge(at + 1, title)}
          hint={hint}
          {...(moves ? { moving: frames.length } : {})}
          open={open(at)}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          class="more-frames"
          aria-label={texts.results.showMore(more, title)}
          onClick={open(shown)}
        >
          +{more}
        </button>
      )}
    </div>
  );
}

/** A result with what made it. */
export function ResultCard({ result }: { result: Result }) {
  const app = useApp();
  const { title, workflow, document, time } = result;
  const own = document === app.editor.document.value;
  return (
    <figure class="result" data-testid="result">
      <Frames result={result} />
      <figcaption>
        <span class="made-by">
          <span class="ellipsis">{title}</span>
          <span class="ellipsis muted numeric">{own ? timeOfDay(time) : workflow.name}</span>
        </span>
        <button
          type="button"
          class="icon-button quiet"
          aria-label={texts.results.openItsWorkflow}
          title={texts.results.openItsWorkflow}
          onClick={() => app.files.openResult(workflow)}
        >
          <Icon name="open" />
        </button>
      </figcaption>
    </figure>
  );
}
