import { useState } from 'preact/hooks';
import type { Seed } from '../../jobs/seeds.ts';
import { MOST_JOBS } from '../../protocol/jobCalls.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { SegmentedField, ToggleField } from '../controls/choices.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { RunPlaceField } from '../sharedQueue/RunPlaceField.tsx';
import { counted } from '../text/formats.ts';
import { seedModes, seedWords } from './seedWords.ts';

const countSpec = { integer: true, minimum: 1, maximum: MOST_JOBS, step: 1, unit: '' };

/** How often the workflow is to run, and with which seeds. */
export function QueueMenu({ close }: { close(): void }) {
  const app = useApp();
  const [forever, setForever] = useState(false);
  const { queueCount: count, queueSeeds: seeds } = app.preferences.values.value;
  const found = app.queue.seeds();
  const changes = seeds !== 'fixed' && found.length > 0;
  const lasting = forever && changes;
  return (
    <form
      class="queue-menu"
      data-testid="queue-menu"
      onSubmit={(event) => {
        event.preventDefault();
        close();
        void app.queue.add({ count, seeds, forever: lasting });
      }}
    >
      <RunPlaceField close={close} />
      <h3>Add runs to the queue</h3>
      <div class="parameter inline">
        <label class="field-label" for="queue-count">
          Runs
        </label>
        <NumberField
          id="queue-count"
          testId="queue-count"
          label="Number of runs"
          value={count}
          spec={countSpec}
          change={(queueCount) => app.preferences.set({ queueCount })}
        />
      </div>
      <div class="parameter">
        <span class="field-label">Seed</span>
        <SegmentedField
          id="queue-seeds"
          testId="queue-seeds"
          label="Seed of each run"
          describedBy="queue-seeds-about"
          value={seeds}
          options={Object.keys(seedModes)}
          choices={seedModes}
          change={(mode) => app.preferences.set({ queueSeeds: mode as typeof seeds })}
        />
        <p class="hint" id="queue-seeds-about" data-testid="queue-seeds-about">
          {aboutSeeds(app, found, seeds, count)}
        </p>
      </div>
      <div class="parameter inline">
        <label class="field-label" for="queue-forever">
          Run forever
        </label>
        <ToggleField
          id="queue-forever"
          testId="queue-forever"
          label="Run forever"
          describedBy="queue-forever-about"
          value={lasting}
          disabled={!changes}
          change={setForever}
        />
        <p class="hint" id="queue-forever-about">
          {changes ? 'Adds another run after the last, until you stop it.' : 'Needs a seed that changes.'}
        </p>
      </div>
      <button type="submit" class="button primary" data-testid="queue-add" title={tooltip(app, command('queue-add'))}>
        Add {counted(count, 'run')}
      </button>
    </form>
  );
}

function aboutSeeds({ editor }: App, seeds: readonly Seed[], mode: keyof typeof seedModes, count: number): string {
  if (seeds.length === 0) return 'This workflow has no Noise, KSampler or Seed node to vary: every run gives the same.';
  return seeds.map((seed) => seedWords(editor.whole.peek(), editor.registry, seed, mode, count)).join('\n');
}
