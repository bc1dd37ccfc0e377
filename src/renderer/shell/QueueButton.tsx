import { useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { Icon } from '../components/Icon.tsx';
import { Popover } from '../components/Popover.tsx';
import { texts } from '../text/texts.ts';
import { QueueMenu } from './QueueMenu.tsx';

/** Beside Run: runs that wait their turn in the queue. */
export function QueueButton() {
  const app = useApp();
  const anchor = useRef<HTMLButtonElement>(null);
  const { queueMenu } = app.ui;
  const close = () => {
    queueMenu.value = false;
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="button primary queue-button"
        data-testid="queue-open"
        aria-label={texts.queue.addToQueue}
        aria-expanded={queueMenu.value}
        title={texts.queue.addToQueue}
        disabled={!command('queue-add').enabled(app)}
        onClick={() => {
          queueMenu.value = !queueMenu.peek();
        }}
      >
        <Icon name="chevron-down" />
      </button>
      {queueMenu.value && (
        <Popover anchor={anchor} opener={anchor} label={texts.queue.addToQueue} close={close}>
          <QueueMenu close={close} />
        </Popover>
      )}
    </>
  );
}
