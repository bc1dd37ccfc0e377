import { useApp } from '../app/context.ts';
import type { ViewerRequest } from '../app/userInterface.ts';
import { Icon } from '../components/Icon.tsx';
import { MOST_PAIRED } from '../pictures/PairTable.tsx';
import { PictureActions } from '../pictures/PictureActions.tsx';
import type { Comparison } from '../pictures/useComparison.ts';
import type { Stage } from '../pictures/usePictureStage.ts';
import { ZoomButtons } from '../pictures/ZoomButtons.tsx';
import { texts } from '../text/texts.ts';
import type { Viewed } from './useViewed.ts';

interface Props {
  readonly request: ViewerRequest;
  readonly viewed: Viewed;
  readonly stage: Stage;
  readonly comparison: Comparison;
  close(): void;
}

/** What is shown, and what can be done with it. */
export function ViewerHeader({ request, viewed, stage, comparison, close }: Props) {
  const app = useApp();
  const { title, workflow } = request;
  const { first, shown, playback } = viewed;
  const frame = comparison.difference ?? shown?.frame;
  return (
    <header class="panel-header">
      <h2 class="ellipsis">{title}</h2>
      {first && (
        <span class="muted numeric">
          {texts.viewer.sizeAndZoom(first.frame.picture.width, first.frame.picture.height, stage.zoom.percent)}
        </span>
      )}
      <span class="grow" />
      <CompareButtons viewed={viewed} />
      <ZoomButtons {...stage.zoom} />
      {frame && (
        <PictureActions
          title={comparison.difference ? texts.viewer.differenceOf(title) : title}
          frame={frame}
          at={playback.at}
          count={playback.count}
        />
      )}
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
          {texts.viewer.openWorkflow}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

function CompareButtons({ viewed }: Pick<Props, 'viewed'>) {
  const { others, batch, frames, isComparing, showsPairs, compare, togglePairs } = viewed;
  return (
    <>
      {others.length > 0 && (
        <button type="button" class="button toggle" data-testid="compare" aria-pressed={isComparing} onClick={compare}>
          {texts.common.compare}
        </button>
      )}
      {isComparing && batch.length > 2 && (
        <button
          type="button"
          class="button toggle"
          data-testid="all-pairs"
          aria-pressed={showsPairs}
          title={frames.length > MOST_PAIRED ? texts.viewer.pairsOfFirst(MOST_PAIRED) : texts.viewer.pairsOfAll}
          onClick={togglePairs}
        >
          {texts.viewer.allPairs}
        </button>
      )}
    </>
  );
}
