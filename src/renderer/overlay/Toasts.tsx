import { useEffect, useState } from 'preact/hooks';
import { showerOf } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { FileButton } from '../components/FileButton.tsx';
import { Icon, type IconName } from '../components/Icon.tsx';
import type { Level, LogEntry } from '../state/log.ts';
import { texts } from '../text/texts.ts';

const icons: Readonly<Record<Level, IconName>> = { info: 'info', success: 'check', warning: 'warning', error: 'error' };
const seconds: Readonly<Record<Exclude<Level, 'error'>, number>> = { info: 4, success: 3, warning: 8 };

/** Pixels from the lower edge of the window to just above the tabs of the drawer. */
const ABOVE_TABS = 42;

/** Pixels to above what a dialog has at its lower edge. */
const ABOVE_DIALOG = 84;

/** Width of the bar at the left of the window. */
const RAIL = 44;

/** The lower edge of what is seen of the canvas, or of the window while a dialog covers that. */
function usePlace() {
  const { preferences, ui } = useApp();
  const { rail, railWidth, inspector, inspectorWidth, drawer, drawerHeight } = preferences.values.value;
  if (ui.viewer.value || ui.gallery.value || ui.startPage.value || ui.sheet.value)
    return { left: 0, right: 0, bottom: `${ABOVE_DIALOG}px` };
  return {
    left: `${RAIL + (rail === 'none' ? 0 : railWidth)}px`,
    right: `${inspector ? inspectorWidth : 0}px`,
    bottom: `${ABOVE_TABS + (drawer === 'none' ? 0 : drawerHeight)}px`,
  };
}

/** Lets a notification go after a while, unless it is sticky, offers something to do, or somebody is at it. */
function usePassing(entry: LogEntry, dismiss: () => void) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || entry.level === 'error' || entry.action) return;
    const timer = setTimeout(dismiss, seconds[entry.level] * 1000);
    return () => clearTimeout(timer);
  }, [held, entry]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return { onPointerEnter: hold, onPointerLeave: release, onFocusIn: hold, onFocusOut: release };
}

function Toast({ entry }: { entry: LogEntry }) {
  const app = useApp();
  const { id, level, message, remedy, action, files = [] } = entry;
  const show = showerOf(app, entry);
  const [file] = files;
  const dismiss = () => app.log.dismiss((shown) => shown.id === id);
  return (
    <div class={`toast ${level}`} data-testid="toast" {...usePassing(entry, dismiss)}>
      <Icon name={icons[level]} />
      <div class="toast-text">
        <p>{message}</p>
        {remedy && <p class="muted">{remedy}</p>}
      </div>
      {file !== undefined && files.length === 1 && <FileButton path={file} class="button" />}
      {show && files.length !== 1 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            dismiss();
            show();
          }}
        >
          {texts.common.show}
        </button>
      )}
      {action && (
        <button
          type="button"
          class="button"
          onClick={() => {
            dismiss();
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" class="icon-button" aria-label={texts.common.dismiss} onClick={dismiss}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** What is worth noticing, over the middle of the canvas and above the drawer. It takes no focus and blocks nothing. */
export function Toasts() {
  const app = useApp();
  return (
    <div class="toasts" role="status" aria-live="polite" style={usePlace()}>
      {app.log.toasts.value.map((entry) => (
        <Toast key={entry.id} entry={entry} />
      ))}
    </div>
  );
}
