import type { ComponentChildren } from 'preact';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { Splitter } from '../components/Splitter.tsx';
import type { PreferenceValues } from '../state/preferences.ts';
import { texts } from '../text/texts.ts';
import { LogPanel } from './LogPanel.tsx';
import { PlotsPanel } from './PlotsPanel.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';

type TabName = Exclude<PreferenceValues['drawer'], 'none'>;

const panels: Readonly<Record<TabName, () => ComponentChildren>> = {
  results: () => <ResultsPanel />,
  plots: () => <PlotsPanel />,
  log: () => <LogPanel />,
};
const names: readonly TabName[] = ['results', 'plots', 'log'];

function Count({ name }: { name: TabName }) {
  const { gallery, log } = useApp();
  const count = {
    results: gallery.results.value.length,
    plots: gallery.reports.value.length,
    log: log.unseen.value.length,
  }[name];
  if (count === 0) return null;
  return <span class={`count ${name === 'log' ? 'error' : ''}`}>{count}</span>;
}

/** Results, plots and the log of this session, below the canvas. */
export function Drawer() {
  const { preferences } = useApp();
  const { drawer, drawerHeight } = preferences.values.value;
  return (
    <section class="drawer" aria-label={texts.results.drawer}>
      {drawer !== 'none' && (
        <Splitter
          label={texts.results.heightOfDrawer}
          edge="top"
          size={drawerHeight}
          minimum={120}
          maximum={640}
          resize={(size) => preferences.set({ drawerHeight: size })}
        />
      )}
      <div class="drawer-tabs">
        <div class="drawer-tablist" role="tablist" aria-label={texts.results.drawer}>
          {names.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              class="drawer-tab"
              data-testid={`tab-${name}`}
              aria-selected={drawer === name}
              onClick={() => preferences.set({ drawer: drawer === name ? 'none' : name })}
            >
              {texts.results.tabs[name]}
              <Count name={name} />
            </button>
          ))}
        </div>
        <span class="grow" />
        <button
          type="button"
          class="icon-button"
          aria-label={drawer === 'none' ? texts.results.openDrawer : texts.results.closeDrawer}
          title={drawer === 'none' ? texts.common.open : texts.common.close}
          onClick={() => preferences.set({ drawer: drawer === 'none' ? 'results' : 'none' })}
        >
          <Icon name={drawer === 'none' ? 'chevron-up' : 'chevron-down'} />
        </button>
      </div>
      {drawer !== 'none' && (
        <div
          class="drawer-body"
          role="tabpanel"
          aria-label={texts.results.tabs[drawer]}
          style={{ height: `${drawerHeight}px` }}
        >
          {panels[drawer]()}
        </div>
      )}
    </section>
  );
}
