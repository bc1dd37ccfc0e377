import { useEffect, useState } from 'preact/hooks';
import type { GpuRuntime } from '../../protocol/gpu.ts';
import { useApp } from '../app/context.ts';
import { DownloadCard } from '../rail/DownloadCard.tsx';
import { bytes } from '../text/formats.ts';
import { texts } from '../text/texts.ts';

/** The libraries that CUDA needs: whether they are here, and what can be done about them. */
export function CudaRuntime() {
  const { engine, downloads } = useApp();
  const { gpu } = engine;
  const [asked, setAsked] = useState(false);
  const download = downloads.list.value.find(({ kind }) => kind === 'cuda');
  const state = download?.state;
  useEffect(() => void gpu.refresh(), [gpu, state]);
  const runtime = gpu.runtime.value;
  if (!runtime || runtime.state === 'unsupported') return null;
  if (download && state !== 'done') return <DownloadCard download={download} />;
  if (asked) return <Terms runtime={runtime} close={() => setAsked(false)} />;
  return (
    <div class="device-runtime" data-testid="cuda-runtime" data-state={runtime.state}>
      <p class="muted">{state === 'done' && runtime.state === 'installed' ? texts.device.restart : runtime.words}</p>
      <Actions runtime={runtime} ask={() => setAsked(true)} />
    </div>
  );
}

function Actions({ runtime, ask }: { readonly runtime: GpuRuntime; ask(): void }) {
  const { gpu } = useApp().engine;
  if (runtime.state === 'installed')
    return (
      <div class="device-actions">
        <button type="button" class="button" data-testid="repair-cuda" onClick={() => void gpu.install(true)}>
          {texts.device.repair}
        </button>
        <button type="button" class="button" data-testid="remove-cuda" onClick={() => void gpu.remove()}>
          {texts.common.remove}
        </button>
      </div>
    );
  return (
    <div class="device-actions">
      <button type="button" class="button" data-testid="install-cuda" onClick={ask}>
        {runtime.state === 'absent' ? texts.device.install : texts.device.repairMore}
      </button>
      {runtime.present > 0 && (
        <button type="button" class="button" data-testid="remove-cuda" onClick={() => void gpu.remove()}>
          {texts.common.remove}
        </button>
      )}
    </div>
  );
}

/** What installing takes, and whose terms it is under: before anything is fetched. */
function Terms({ runtime, close }: { readonly runtime: GpuRuntime; close(): void }) {
  const { gpu } = useApp().engine;
  const { total, kept, size, folder, needed, free, licences } = runtime;
  const room = free !== null && free < needed;
  const install = () => {
    void gpu.install(false);
    close();
  };
  return (
    <div class="device-runtime" data-testid="cuda-terms">
      <p>{texts.device.downloads(bytes(total - kept), bytes(size), folder)}</p>
      {room && <p class="warning-text">{texts.device.tooLittleRoom(bytes(free), bytes(needed))}</p>}
      {licences.map(({ name, covers, page }) => (
        <p key={name} class="muted">
          {name} ({covers}): <span class="device-page">{page}</span>
        </p>
      ))}
      <div class="device-actions">
        <button type="button" class="button primary" data-testid="accept-cuda" disabled={room} onClick={install}>
          {texts.device.acceptAndInstall}
        </button>
        <button type="button" class="button" onClick={close}>
          {texts.common.cancel}
        </button>
      </div>
    </div>
  );
}
