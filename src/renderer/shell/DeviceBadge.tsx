import { useRef, useState } from 'preact/hooks';
import type { Device } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { whyNoRun } from '../commands/runCommands.ts';
import { Popover } from '../components/Popover.tsx';
import { DeviceMenu } from '../device/DeviceMenu.tsx';
import type { Connection } from '../hosts/hostClient.ts';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';

/** What there is to do while the host is away. */
function ConnectionFacts({ reason }: { readonly reason: string }) {
  return (
    <div class="facts">
      <h3>{texts.shell.notConnected}</h3>
      <p>{reason}</p>
      <p class="muted">{texts.shell.workStays}</p>
    </div>
  );
}

function badgeText(connection: Connection, device: Device | null): string {
  if (connection === 'disconnected') return texts.shell.notConnected;
  if (connection === 'connecting') return texts.shell.connecting;
  return device?.label ?? texts.shell.engine;
}

/** Where the engine computes and how much memory it holds; says why nothing better runs. */
export function DeviceBadge() {
  const app = useApp();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const device = app.engine.devices.device.value;
  const connection = app.client.connection.value;
  const memory = connection === 'connected' ? app.engine.memory.value : null;
  const away = whyNoRun(app);
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
        title={away || device?.reason || texts.shell.deviceAbout}
        onClick={() => setOpen(!open)}
      >
        <span class="device-name">{badgeText(connection, device)}</span>
        {memory && (
          <span class="numeric muted" title={texts.shell.engineMemory}>
            {bytes(memory.resident)}
          </span>
        )}
      </button>
      {open && (
        <Popover anchor={anchor} opener={anchor} close={() => setOpen(false)} label={texts.shell.deviceAndMemory}>
          {away ? <ConnectionFacts reason={away} /> : <DeviceMenu />}
        </Popover>
      )}
    </>
  );
}
