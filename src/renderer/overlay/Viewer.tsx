import { useApp } from '../app/context.ts';
import type { ViewerRequest } from '../app/userInterface.ts';
import { Dialog } from '../components/Dialog.tsx';
import { FileButton } from '../components/FileButton.tsx';
import { Icon } from '../components/Icon.tsx';
import { Phrase } from '../components/Phrase.tsx';
import { PictureView } from '../components/PictureView.tsx';
import { ComparePair } from '../pictures/ComparePair.tsx';
import { CompareWith } from '../pictures/CompareWith.tsx';
import { PairTable } from '../pictures/PairTable.tsx';
import { PictureStage } from '../pictures/PictureStage.tsx';
import { type Labelled, PixelValues } from '../pictures/PixelValues.tsx';
import { useComparison } from '../pictures/useComparison.ts';
import { type Stage, usePictureStage } from '../pictures/usePictureStage.ts';
import { texts } from '../text/texts.ts';
import { Timeline } from './Timeline.tsx';
import { useViewed } from './useViewed.ts';
import { ViewerHeader } from './ViewerHeader.tsx';

/** The file that holds what is shown. */
function SavedAs({ path }: { path: string }) {
  return (
    <p class="saved-as" data-testid="saved-as">
      <Icon name="check" />
      <span class="ellipsis">
        <Phrase text={texts.viewer.savedAs} parts={{ path: <span class="mono">{path}</span> }} />
      </span>
      <FileButton path={path} />
    </p>
  );
}

function Alone({ stage, picture: { frame, label } }: { readonly stage: Stage; readonly picture: Labelled }) {
  return (
    <>
      <PictureStage stage={stage}>
        <PictureView picture={frame.picture} frame={frame.index} label={label} />
      </PictureStage>
      <PixelValues stage={stage} pictures={[{ frame, label }]} />
    </>
  );
}

function Large({ request }: { request: ViewerRequest }) {
  const { ui } = useApp();
  const viewed = useViewed(request);
  const { frames, playback, first, second, isComparing, showsPairs } = viewed;
  const stage = usePictureStage(first?.frame.picture);
  const comparison = useComparison(first?.frame, second?.frame);
  const close = () => {
    ui.viewer.value = null;
  };
  const { files = [] } = request;
  const file = files.length === frames.length ? files[playback.at] : files[0];
  return (
    <Dialog label={request.title} class="viewer" testId="viewer" close={close}>
      <ViewerHeader request={request} viewed={viewed} stage={stage} comparison={comparison} close={close} />
      {showsPairs && <PairTable pictures={viewed.batch} open={viewed.openPair} />}
      {!showsPairs && first && second && (
        <ComparePair stage={stage} first={first} second={second} comparison={comparison} swap={viewed.swap} />
      )}
      {!showsPairs && first && !second && <Alone stage={stage} picture={first} />}
      {file !== undefined && !isComparing && <SavedAs path={file} />}
      {frames.length > 1 && !showsPairs && <Timeline playback={playback} hasArrowKeys={!isComparing} />}
      {isComparing && !showsPairs && (
        <CompareWith others={viewed.others} counterpart={viewed.counterpart} count={frames.length} />
      )}
    </Dialog>
  );
}

export function Viewer() {
  const request = useApp().ui.viewer.value;
  return request && <Large request={request} />;
}
