import { useApp } from '../../app/context.ts';
import { command } from '../../commands/commands.ts';
import { Setting } from '../../components/Setting.tsx';
import { GallerySettings } from '../../gallery/GallerySettings.tsx';
import { bytes } from '../../text/formats.ts';
import { texts } from '../../text/texts.ts';
import { BudgetField } from './BudgetField.tsx';
import { StoredResults } from './StoredResults.tsx';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
/** What the engine caches while nobody says otherwise. */
const USUAL_CACHE = 512 * MIB;

/** How much is kept, of what, and where. */
export function StoragePage() {
  const app = useApp();
  const { preferences, engine } = app;
  const { cacheBudget, resultsBudget, historyBudget } = preferences.values.value;
  const memory = engine.memory.value;
  return (
    <>
      <Setting
        title={texts.settings.cachedResultsOfNodes}
        hint={
          <>
            {texts.settings.cachedResultsAbout}
            {memory && texts.settings.cachedNow(bytes(memory.cached), bytes(memory.sessions))}
          </>
        }
      >
        <BudgetField
          id="cache-budget"
          label={texts.settings.maximumOfCachedResults}
          value={cacheBudget ?? USUAL_CACHE}
          choices={[128 * MIB, 256 * MIB, USUAL_CACHE, GIB, 2 * GIB, 4 * GIB, 8 * GIB]}
          change={(to) => preferences.set({ cacheBudget: to })}
        />
        <button type="button" class="button" onClick={() => command('free').run(app)}>
          {texts.settings.freeMemory}
        </button>
      </Setting>
      <StoredResults />
      <Setting title={texts.settings.resultsOfWindow} hint={texts.settings.resultsOfWindowAbout}>
        <BudgetField
          id="results-budget"
          label={texts.settings.maximumOfResultsOfWindow}
          value={resultsBudget}
          choices={[64 * MIB, 128 * MIB, 256 * MIB, 512 * MIB, GIB]}
          change={(to) => preferences.set({ resultsBudget: to })}
        />
      </Setting>
      <Setting title={texts.settings.undoAfterReload} hint={texts.settings.undoAbout}>
        <BudgetField
          id="history-budget"
          label={texts.settings.maximumOfUndoSteps}
          value={historyBudget}
          choices={[0, 2 * MIB, 8 * MIB, 32 * MIB]}
          change={(to) => preferences.set({ historyBudget: to })}
        />
      </Setting>
      <section class="settings-group">
        <h3>{texts.settings.gallery}</h3>
        <GallerySettings />
      </section>
    </>
  );
}
