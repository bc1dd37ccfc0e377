import { useEffect } from 'preact/hooks';
import type { Entry } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { useOpenFile } from '../files/useOpenFile.tsx';

const headings: readonly { readonly kind: Entry['kind']; readonly title: string }[] = [
  { kind: 'recent', title: 'Recent' },
  { kind: 'workspace', title: 'In the workspace' },
  { kind: 'example', title: 'Examples' },
];

/** Those under a heading; what is under Recent is not listed again below. */
function listed(entries: readonly Entry[], kind: Entry['kind']): readonly Entry[] {
  const recent = new Set(entries.filter((entry) => entry.kind === 'recent').map((entry) => entry.path));
  return entries.filter((entry) => entry.kind === kind && (kind !== 'workspace' || !recent.has(entry.path)));
}

/** Workflows that can be opened, by where they are. */
export function WorkflowsPanel() {
  const app = useApp();
  const openFile = useOpenFile();
  const entries = app.files.list.value;
  const current = app.editor.document.value.path.value ?? app.editor.document.value.origin;
  useEffect(() => void app.files.refresh(), [app]);
  return (
    <div class="panel-body">
      <div class="panel-actions">
        <button type="button" class="button" onClick={() => command('new').run(app)}>
          New
        </button>
        <button type="button" class="button" onClick={openFile.choose}>
          Open file
        </button>
        {openFile.picker}
        <button
          type="button"
          class="button"
          title="Write what has an equal in ComfyUI, in its API format"
          onClick={() => command('export-comfyui').run(app)}
        >
          Export for ComfyUI
        </button>
      </div>
      <div class="scroll">
        {headings.map(({ kind, title }) => {
          const found = listed(entries ?? [], kind);
          if (found.length === 0) return null;
          return (
            <section key={kind}>
              <h3 class="category-heading">{title}</h3>
              {found.map((entry) => (
                <button
                  key={entry.path}
                  type="button"
                  class="row-button"
                  aria-current={entry.path === current}
                  title={entry.description || entry.path}
                  onClick={() => void app.files.open(entry.path)}
                >
                  {entry.title}
                </button>
              ))}
            </section>
          );
        })}
        {entries?.length === 0 && <p class="empty">No workflows yet. Save one, or open a file.</p>}
        {!entries && <p class="empty">Loading workflows…</p>}
      </div>
    </div>
  );
}
