import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { Icon, type IconName } from '../../components/Icon.tsx';
import { fitNumber, snap } from '../../parameters/fitNumber.ts';
import { texts } from '../../text/texts.ts';
import type { FieldProps } from '../field.ts';
import { NumberField, type NumberSpec } from '../NumberField.tsx';
import { useGesture } from '../useGesture.ts';
import { createWalk } from './createWalk.ts';

interface Props extends FieldProps<number> {
  readonly spec: NumberSpec;
}

/** Between looks whether the last place was painted, in milliseconds. */
const tick = 40;

/** Goes on while it is playing, a step for each picture: as fast as they are painted, and no faster. */
function usePlaying(step: () => void) {
  const app = useApp();
  const [isPlaying, setPlaying] = useState(false);
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (!isPlaying) return;
    const goOn = createWalk(app);
    const release = app.runs.holdLive();
    const timer = setInterval(() => {
      const next = goOn();
      if (next === 'stop') setPlaying(false);
      else if (next === 'step') latest.current();
    }, tick);
    return () => {
      clearInterval(timer);
      release();
    };
  }, [isPlaying, app]);
  return { isPlaying, setPlaying };
}

/** A distance that can be walked: started, stopped, and stepped on and back. */
export function WalkField(props: Props) {
  const { label, value, disabled = false, spec, change } = props;
  const gesture = useGesture();
  const go = (by: number) => change(fitNumber(spec, snap(value + by, spec.step / 10)), gesture.current());
  const { isPlaying, setPlaying } = usePlaying(() => {
    if (value < (spec.maximum ?? Number.POSITIVE_INFINITY)) go(spec.step);
    else setPlaying(false);
  });
  const step = (by: number) => {
    setPlaying(false);
    gesture.begin();
    go(by);
  };
  const play = () => {
    if (!isPlaying) gesture.begin();
    setPlaying(!isPlaying);
  };
  const button = (name: string, icon: IconName, act: () => void) => (
    <button type="button" class="icon-button raised" aria-label={name} title={name} disabled={disabled} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  return (
    <fieldset class="walk-field" aria-label={label}>
      {button(texts.parameters.backToStart, 'to-start', () => step(-value))}
      {button(texts.parameters.stepBack, 'chevron-left', () => step(-spec.step))}
      {button(isPlaying ? texts.parameters.stop : texts.parameters.walk, isPlaying ? 'pause' : 'play', play)}
      {button(texts.parameters.stepOn, 'chevron-right', () => step(spec.step))}
      <NumberField {...props} />
    </fieldset>
  );
}
