import { Icon } from '../components/Icon.tsx';
import { useArrowKeys } from '../components/useArrowKeys.ts';
import { texts } from '../text/texts.ts';
import type { Playback } from './usePlayback.ts';

interface Props {
  readonly playback: Playback;
  /** Whether the arrow keys step through the frames, wherever the focus is. */
  readonly hasArrowKeys: boolean;
}

/** Plays frames, and goes to one of them. */
export function Timeline({ playback, hasArrowKeys }: Props) {
  const { at, count, show, playing, setPlaying } = playback;
  useArrowKeys((by) => hasArrowKeys && show(at + by));
  return (
    <div class="timeline">
      <button
        type="button"
        class="icon-button raised"
        aria-label={playing ? texts.viewer.pause : texts.viewer.play}
        onClick={() => setPlaying(!playing)}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <input
        type="range"
        aria-label={texts.viewer.frame}
        min={0}
        max={count - 1}
        step={1}
        value={at}
        style={{ '--share': at / Math.max(1, count - 1) }}
        onInput={(event) => show(event.currentTarget.valueAsNumber)}
      />
      <span class="numeric muted">{texts.viewer.place(at + 1, count)}</span>
    </div>
  );
}
