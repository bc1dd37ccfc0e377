import { useEffect } from 'preact/hooks';
import { showNode } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Icon, type IconName } from '../components/Icon.tsx';
import type { Level } from '../state/log.ts';

const icons: Readonly<Record<Level, IconName>> = { info: 'info', success: 'check', warning: 'warning', error: 'error' };
const seconds: Readonly<Record<Level, number>> = { info: 4, success: 3, warning: 8, error: 14 };

/** Pixels from the lower edge of the window to above the tabs of the drawer. */
const ABOVE_TABS = 48;

/** The newest thing worth noticing, for a while, in a corner. It takes no focus and blocks nothing. */
export function Toast() {
  const app = useApp();
  const entry = app.log.toast.value;
  useEffect(() => {
    if (!entry) return;
    const timer = setTimeout(app.log.dismiss, seconds[entry.level] * 1000);
    return () => clearTimeout(timer);
  }, [app, entry]);
  const node = entry?.node;
  const { drawer, drawerHeight } = app.preferences.values.value;
  const bottom = ABOVE_TABS + (drawer === 'none' ? 0 : drawerHeight);
  return (
    <div class="toasts" role="status" aria-live="polite" style={{ bottom: `${bottom}px` }}>
      {entry && (
        <div key={entry.id} class={`toast ${entry.level}`} data-testid="toast">
          <Icon name={icons[entry.level]} />
          <div class="toast-text">
            <p>{entry.message}</p>
            {entry.remedy && <p class="muted">{entry.remedy}</p>}
          </div>
          {node !== undefined && (
            <button type="button" class="button" onClick={() => showNode(app, node)}>
              Show
            </button>
          )}
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={app.log.dismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
