import { useApp } from '../app/context.ts';
import { counted, timeOfDay } from '../app/formats.ts';
import { Icon } from '../components/Icon.tsx';
import { PictureView } from '../components/PictureView.tsx';
import type { Result } from '../state/gallery.ts';

function frames(result: Result): number {
  return result.pictures.reduce((sum, picture) => sum + picture.frames, 0);
}

function Card({ result }: { result: Result }) {
  const app = useApp();
  const [picture] = result.pictures;
  if (!picture) return null;
  const { title, pictures, workflow, type, files } = result;
  const count = frames(result);
  const where = files.length > 0 ? `\nWritten to ${files.join(', ')}` : '';
  return (
    <figure class="result" data-testid="result" style={{ '--aspect': picture.width / picture.height }}>
      <button
        type="button"
        class="picture-button"
        title={`${title} of ${workflow.name}, ${timeOfDay(result.time)}${where}`}
        aria-label={`Show ${title} large`}
        onClick={() => {
          app.ui.viewer.value = { title, pictures, workflow, compares: type === 'compare_images' };
        }}
      >
        <PictureView picture={picture} label={title} />
        {count > 1 && <span class="frames">{picture.framesPerSecond ? counted(count, 'frame') : count}</span>}
      </button>
      <figcaption>
        <span class="made-by">
          <span class="ellipsis">{title}</span>
          <span class="ellipsis muted">{workflow.name}</span>
        </span>
        <button
          type="button"
          class="icon-button quiet"
          aria-label="Open the workflow that made it"
          title="Open the workflow that made it"
          onClick={() => app.files.openResult(workflow)}
        >
          <Icon name="open" />
        </button>
      </figcaption>
    </figure>
  );
}

/** The pictures of this session, newest first. */
export function ResultsPanel() {
  const { gallery } = useApp();
  const results = gallery.results.value.toReversed();
  return (
    <div class="results scroll" data-testid="results">
      {results.map((result) => (
        <Card key={result.id} result={result} />
      ))}
      {results.length === 0 && (
        <p class="empty">Every picture that a workflow makes in this session is kept here. Press Run to make one.</p>
      )}
    </div>
  );
}
