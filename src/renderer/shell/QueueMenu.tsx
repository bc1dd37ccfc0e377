import { useState } from 'preact/hooks';
import type { SeedMode } from '../../jobs/job.ts';
import type { Seed } from '../../jobs/seeds.ts';
import { MOST_JOBS } from '../../protocol/jobCalls.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { SegmentedField, ToggleField } from '../controls/choices.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { RunPlaceField } from '../sharedQueue/RunPlaceField.tsx';
import { texts } from '../text/texts.ts';
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
      <h3>{texts.queue.addToQueue}</h3>
      <div class="parameter inline">
        <label class="field-label" for="queue-count">
          {texts.queue.runs}
        </label>
        <NumberField
          id="queue-count"
          testId="queue-count"
          label={texts.queue.numberOfRuns}
          value={count}
          spec={countSpec}
          change={(queueCount) => app.preferences.set({ queueCount })}
        />
      </div>
      <div class="parameter">
        <span class="field-label">{texts.queue.seed}</span>
        <SegmentedField
          id="queue-seeds"
          testId="queue-seeds"
          label={texts.queue.seedOfEachRun}
          describedBy="queue-seeds-about"
          value={seeds}
          options={seedModes}
          choices={texts.queue.seedModes}
          change={(mode) => app.preferences.set({ queueSeeds: mode as typeof seeds })}
        />
        <p class="hint" id="queue-seeds-about" data-testid="queue-seeds-about">
          {aboutSeeds(app, found, seeds, count)}
        </p>
      </div>
      <div class="parameter inline">
        <label class="field-label" for="queue-forever">
          {texts.queue.runForever}
        </label>
        <ToggleField
          id="queue-forever"
          testId="queue-forever"
          label={texts.queue.runForever}
          describedBy="queue-forever-about"
          value={lasting}
          disabled={!changes}
          change={setForever}
        />
        <p class="hint" id="queue-forever-about">
          {changes ? texts.queue.foreverAbout : texts.queue.foreverNeedsSeed}
        </p>
      </div>
      <button type="submit" class="button primary" data-testid="queue-add" title={tooltip(app, command('queue-add'))}>
        {texts.queue.addRuns(count)}
      </button>
    </form>
  );
}

function aboutSeeds({ editor }: App, seeds: readonly Seed[], mode: SeedMode, count: number): string {
  if (seeds.length === 0) return texts.queue.nothingToVary;
  return seeds.map((seed) => seedWords(editor.whole.peek(), editor.registry, seed, mode, count)).join('\n');
}
