import { useApp } from '../../app/context.ts';
import { command } from '../../commands/commands.ts';
import { Setting } from '../../components/Setting.tsx';
import { GallerySettings } from '../../gallery/GallerySettings.tsx';
import { bytes } from '../../text/formats.ts';
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
        title="Cached results of nodes"
        hint={
          <>
            In the memory of the engine: what is cached is not computed again.
            {memory && ` ${bytes(memory.cached)} now, and ${bytes(memory.sessions)} of loaded models.`}
          </>
        }
      >
        <BudgetField
          id="cache-budget"
          label="Maximum size of cached results"
          value={cacheBudget ?? USUAL_CACHE}
          choices={[128 * MIB, 256 * MIB, USUAL_CACHE, GIB, 2 * GIB, 4 * GIB, 8 * GIB]}
          change={(to) => preferences.set({ cacheBudget: to })}
        />
        <button type="button" class="button" onClick={() => command('free').run(app)}>
          Free memory
        </button>
      </Setting>
      <StoredResults />
      <Setting
        title="Results of this window"
        hint="Pictures in the drawer, the newest first. A smaller limit takes effect with the next run."
      >
        <BudgetField
          id="results-budget"
          label="Maximum size of the results of this window"
          value={resultsBudget}
          choices={[64 * MIB, 128 * MIB, 256 * MIB, 512 * MIB, GIB]}
          change={(to) => preferences.set({ resultsBudget: to })}
        />
      </Setting>
      <Setting title="Undo after a reload" hint="Undo steps kept when the page reloads.">
        <BudgetField
          id="history-budget"
          label="Maximum size of the undo steps"
          value={historyBudget}
          choices={[0, 2 * MIB, 8 * MIB, 32 * MIB]}
          change={(to) => preferences.set({ historyBudget: to })}
        />
      </Setting>
      <section class="settings-group">
        <h3>Gallery</h3>
        <GallerySettings />
      </section>
    </>
  );
}
