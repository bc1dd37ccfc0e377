import { useRef, useState } from 'preact/hooks';
import { titleOf } from '../../protocol/providers.ts';
import type { Device } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { bytes } from '../app/formats.ts';
import { command } from '../commands/commands.ts';
import { whyNoRun } from '../commands/runCommands.ts';
import type { Connection } from '../hosts/hostClient.ts';
import { Popover } from './Popover.tsx';

function DeviceFacts() {
  const app = useApp();
  const device = app.engine.device.value;
  const memory = app.engine.memory.value;
  return (
    <div class="facts">
      <h3>{device ? `Runs on ${device.label}` : 'Waiting for the engine'}</h3>
      {device?.unavailable.map(({ provider, reason, remedy }) => (
        <div key={provider} class="fact">
          <p>
            <strong>{titleOf(provider)}</strong> is not used: {reason}
          </p>
          <p class="muted">{remedy}</p>
        </div>
      ))}
      {memory && (
        <dl class="fact pairs">
          <dt>Engine memory</dt>
          <dd>{bytes(memory.resident)}</dd>
          <dt>Cached results</dt>
          <dd>{bytes(memory.cached)}</dd>
          <dt>Loaded models</dt>
          <dd>{bytes(memory.sessions)}</dd>
        </dl>
      )}
      <button type="button" class="button" onClick={() => command('free').run(app)}>
        Free memory
      </button>
    </div>
  );
}

/** What there is to do while the host is away. */
function ConnectionFacts({ reason }: { readonly reason: string }) {
  return (
    <div class="facts">
      <h3>Not connected</h3>
      <p>{reason}</p>
      <p class="muted">
        Your work stays in this page. If Arcspace is running, open the address that its terminal shows.
      </p>
    </div>
  );
}

function badgeText(connection: Connection, device: Device | null): string {
  if (connection === 'disconnected') return 'Not connected';
  if (connection === 'connecting') return 'Connecting';
  return device?.label ?? 'Engine';
}

/** Where the engine computes and how much memory it holds; says why nothing better runs. */
export function DeviceBadge() {
  const app = useApp();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const device = app.engine.device.value;
  const connection = app.client.connection.value;
  const memory = connection === 'connected' ? app.engine.memory.value : null;
  const away = whyNoRun(app);
  const reasons = device?.unavailable.map(({ provider, reason }) => `${titleOf(provider)}: ${reason}`).join('\n');
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="device-badge"
        data-connection={connection}
        data-testid="device"
        data-provider={device?.provider}
        aria-expanded={open}
        title={away || reasons || 'Device that runs the models'}
        onClick={() => setOpen(!open)}
      >
        <span class="device-name">{badgeText(connection, device)}</span>
        {memory && (
          <span class="numeric muted" title="Engine memory">
            {bytes(memory.resident)}
          </span>
        )}
      </button>
      {open && (
        <Popover anchor={anchor} opener={anchor} close={() => setOpen(false)} label="Device and memory">
          {away ? <ConnectionFacts reason={away} /> : <DeviceFacts />}
        </Popover>
      )}
    </>
  );
}
