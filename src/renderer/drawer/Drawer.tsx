import type { ComponentChildren } from 'preact';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { Splitter } from '../components/Splitter.tsx';
import type { PreferenceValues } from '../state/preferences.ts';
import { LogPanel } from './LogPanel.tsx';
import { PlotsPanel } from './PlotsPanel.tsx';
import { ResultsPanel } from './ResultsPanel.tsx';

type TabName = Exclude<PreferenceValues['drawer'], 'none'>;

const panels: Readonly<Record<TabName, () => ComponentChildren>> = {
  results: () => <ResultsPanel />,
  plots: () => <PlotsPanel />,
  log: () => <LogPanel />,
};
const titles: Readonly<Record<TabName, string>> = { results: 'Results', plots: 'Plots', log: 'Log' };
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
    <section class="drawer" aria-label="Results, plots and log">
      {drawer !== 'none' && (
        <Splitter
          label="Height of the drawer"
          edge="top"
          size={drawerHeight}
          minimum={120}
          maximum={640}
          resize={(size) => preferences.set({ drawerHeight: size })}
        />
      )}
      <div class="drawer-tabs">
        <div class="drawer-tablist" role="tablist" aria-label="Results, plots and log">
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
              {titles[name]}
              <Count name={name} />
            </button>
          ))}
        </div>
        <span class="grow" />
        <button
          type="button"
          class="icon-button"
          aria-label={drawer === 'none' ? 'Open the drawer' : 'Close the drawer'}
          title={drawer === 'none' ? 'Open' : 'Close'}
          onClick={() => preferences.set({ drawer: drawer === 'none' ? 'results' : 'none' })}
        >
          <Icon name={drawer === 'none' ? 'chevron-up' : 'chevron-down'} />
        </button>
      </div>
      {drawer !== 'none' && (
        <div class="drawer-body" role="tabpanel" aria-label={titles[drawer]} style={{ height: `${drawerHeight}px` }}>
          {panels[drawer]()}
        </div>
      )}
    </section>
  );
}
