import type { Stage } from '../stage.ts';
import { pan } from '../view/viewport.ts';
import type { Gesture, Sample } from './gesture.ts';

export function panGesture(stage: Stage, from: Sample): Gesture {
  const start = stage.viewport();
  return {
    cursor: 'grabbing',
    move: ({ screen }) => stage.look(pan(start, [screen[0] - from.screen[0], screen[1] - from.screen[1]])),
    end: () => undefined,
    cancel: () => stage.look(start),
  };
}
