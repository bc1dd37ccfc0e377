import { useState } from 'preact/hooks';
import { problemFrom } from '../../../graph/problem.ts';
import { useApp } from '../../app/context.ts';
import { currentTheme } from '../../canvas/themeWatch.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SegmentedField } from '../../controls/choices.tsx';
import { contentsOf, exportGraph, type GraphLook } from './exportGraph.ts';

/** Where it is chosen how the graph becomes a picture. */
export function ExportGraphDialog() {
  const { ui } = useApp();
  if (!ui.exportGraph.value) return null;
  const close = () => {
    ui.exportGraph.value = false;
  };
  return (
    <Dialog label="Export the graph" class="export-graph" testId="export-graph" close={close}>
      <header class="panel-header">
        <h2>Export the graph</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <ExportForm close={close} />
    </Dialog>
  );
}

const formats = { png: 'PNG picture', svg: 'SVG drawing' };
const scales = { '1': '1x', '2': '2x' };
const themes = { dark: 'Dark', light: 'Light' };

function ExportForm({ close }: { close(): void }) {
  const app = useApp();
  const [look, setLook] = useState<GraphLook>({ format: 'png', scale: 2, theme: currentTheme().name });
  const [isBusy, setBusy] = useState(false);
  const isPng = look.format === 'png';
  const size = app.ui.canvas.value?.pictures.size(isPng ? look.scale : 1);
  const refusal = isPng ? size?.refusal : undefined;
  const submit = async () => {
    setBusy(true);
    try {
      await exportGraph(app, look);
      close();
    } catch (thrown) {
      app.log.problem(problemFrom(thrown));
    }
    setBusy(false);
  };
  return (
    <form
      class="export-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && refusal === undefined) void submit();
      }}
    >
      <p class="muted">{contentsOf(app)} The file carries the whole workflow: drop it on the editor to open it.</p>
      <Choice
        label="Format"
        name="format"
        value={look.format}
        choices={formats}
        change={(format) => setLook({ ...look, format: format as GraphLook['format'] })}
      />
      {isPng && (
        <Choice
          label="Size"
          name="scale"
          value={String(look.scale)}
          choices={scales}
          change={(scale) => setLook({ ...look, scale: scale === '1' ? 1 : 2 })}
        />
      )}
      <Choice
        label="Theme"
        name="theme"
        value={look.theme}
        choices={themes}
        change={(theme) => setLook({ ...look, theme: theme as GraphLook['theme'] })}
      />
      <footer class="sweep-footer">
        <span
          class={refusal === undefined ? 'muted numeric' : 'warning-text'}
          data-testid="export-size"
          aria-live="polite"
        >
          {refusal ?? (size && `${size.width} × ${size.height} px`)}
        </span>
        <button
          type="submit"
          class="button primary"
          data-testid="export-start"
          autofocus
          aria-disabled={isBusy}
          disabled={refusal !== undefined}
        >
          {isBusy ? 'Exporting…' : 'Export'}
        </button>
      </footer>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly choices: Readonly<Record<string, string>>;
  change(value: string): void;
}

function Choice({ label, name, value, choices, change }: ChoiceProps) {
  return (
    <div class="export-choice">
      <span aria-hidden="true">{label}</span>
      <SegmentedField
        id={`export-${name}`}
        testId={`export-${name}`}
        label={label}
        value={value}
        options={Object.keys(choices)}
        choices={choices}
        change={change}
      />
    </div>
  );
}
