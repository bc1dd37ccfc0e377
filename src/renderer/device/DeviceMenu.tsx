import { providers } from '../../protocol/providers.ts';
import type { Device, DeviceChoice, ProviderFinding } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { Icon } from '../components/Icon.tsx';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';
import { CudaRuntime } from './CudaRuntime.tsx';

interface Row {
  readonly choice: DeviceChoice;
  readonly title: string;
  readonly hardware: string;
  readonly finding?: ProviderFinding;
}

/** What computes and why, what else could, and how much memory that takes. */
export function DeviceMenu() {
  const { devices } = useApp().engine;
  const device = devices.device.value;
  return (
    <div class="device-menu">
      {device ? <Devices device={device} /> : <h3>{texts.device.findingOut}</h3>}
      <MemoryFacts />
    </div>
  );
}

function Devices({ device }: { readonly device: Device }) {
  const { devices } = useApp().engine;
  const task = devices.task.value;
  return (
    <>
      <div>
        <h3>{texts.device.runsOn(device.label)}</h3>
        <p class="muted">{device.reason}</p>
      </div>
      <ul class="device-choices" aria-label={texts.device.devices} aria-busy={task !== null}>
        {rowsOf(device).map((row) => (
          <DeviceRow key={row.choice} row={row} device={device} />
        ))}
      </ul>
      <div class="device-actions">
        <button
          type="button"
          class="button"
          data-testid="check-devices"
          aria-disabled={task !== null}
          onClick={() => void devices.check()}
        >
          {texts.device.checkAgain}
        </button>
        <Task />
      </div>
    </>
  );
}

function DeviceRow({ row, device }: { readonly row: Row; readonly device: Device }) {
  const { devices } = useApp().engine;
  const { choice, title, hardware, finding } = row;
  const chosen = device.choice === choice;
  return (
    <li>
      <button
        type="button"
        class="device-choice"
        data-testid={`device-${choice}`}
        data-state={finding?.state ?? 'runs'}
        aria-pressed={chosen}
        onClick={() => void devices.choose(choice)}
      >
        <span class="device-mark" aria-hidden="true" />
        <span class="device-title">{title}</span>
        <span class="muted">{hardware}</span>
        {device.provider === choice && <span class="device-used">{texts.device.inUse}</span>}
        {chosen && <Icon name="check" />}
      </button>
      {finding && (
        <div class="device-finding">
          <p>{finding.finding}</p>
          {finding.remedy && <p class="muted">{finding.remedy}</p>}
          {choice === 'cuda' && <CudaRuntime />}
        </div>
      )}
    </li>
  );
}

/** What is under way, and what it waits for. */
function Task() {
  const { engine, runs } = useApp();
  const task = engine.devices.task.value;
  if (task === null) return null;
  const waits = runs.current.value !== null ? texts.device.afterTheRun : '';
  return (
    <p class="muted" role="status">
      {task === 'check' ? texts.device.trying : texts.device.changing(waits)}
    </p>
  );
}

function MemoryFacts() {
  const app = useApp();
  const memory = app.engine.memory.value;
  return (
    <>
      {memory && (
        <dl class="fact pairs">
          <dt>{texts.device.engineMemory}</dt>
          <dd>{bytes(memory.resident)}</dd>
          <dt>{texts.device.cachedResults}</dt>
          <dd>{bytes(memory.cached)}</dd>
          <dt>{texts.device.loadedModels}</dt>
          <dd>{bytes(memory.sessions)}</dd>
        </dl>
      )}
      <button type="button" class="button" onClick={() => command('free').run(app)}>
        {texts.device.freeMemory}
      </button>
    </>
  );
}

function rowsOf({ findings }: Device): Row[] {
  const automatic: Row = { choice: 'auto', title: texts.device.automatic, hardware: texts.device.automaticAbout };
  const found = providers.flatMap(({ name, title, hardware }): Row[] => {
    const finding = findings.find(({ provider }) => provider === name);
    if (name !== 'cpu' && !finding) return [];
    return [{ choice: name, title, hardware, ...(finding && { finding }) }];
  });
  return [automatic, ...found];
}
