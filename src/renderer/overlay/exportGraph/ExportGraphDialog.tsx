import { useState } from 'preact/hooks';
import { problemFrom } from '../../../graph/problem.ts';
import { useApp } from '../../app/context.ts';
import { currentTheme } from '../../canvas/themeWatch.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SegmentedField } from '../../controls/choices.tsx';
import { texts } from '../../text/texts.ts';
import { contentsOf, exportGraph, type GraphLook } from './exportGraph.ts';

/** Where it is chosen how the graph becomes a picture. */
export function ExportGraphDialog() {
  const { ui } = useApp();
  if (!ui.exportGraph.value) return null;
  const close = () => {
    ui.exportGraph.value = false;
  };
  return (
    <Dialog label={texts.exportGraph.title} class="export-graph" testId="export-graph" close={close}>
      <header class="panel-header">
        <h2>{texts.exportGraph.title}</h2>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <ExportForm close={close} />
    </Dialog>
  );
}

const scales = { '1': '1x', '2': '2x' };

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
      <p class="muted">
        {contentsOf(app)} {texts.exportGraph.about}
      </p>
      <Choice
        label={texts.exportGraph.format}
        name="format"
        value={look.format}
        choices={texts.exportGraph.formats}
        change={(format) => setLook({ ...look, format: format as GraphLook['format'] })}
      />
      {isPng && (
        <Choice
          label={texts.exportGraph.size}
          name="scale"
          value={String(look.scale)}
          choices={scales}
          change={(scale) => setLook({ ...look, scale: scale === '1' ? 1 : 2 })}
        />
      )}
      <Choice
        label={texts.exportGraph.theme}
        name="theme"
        value={look.theme}
        choices={texts.exportGraph.themes}
        change={(theme) => setLook({ ...look, theme: theme as GraphLook['theme'] })}
      />
      <footer class="sweep-footer">
        <span
          class={refusal === undefined ? 'muted numeric' : 'warning-text'}
          data-testid="export-size"
          aria-live="polite"
        >
          {refusal ?? (size && texts.exportGraph.pixels(size.width, size.height))}
        </span>
        <button
          type="submit"
          class="button primary"
          data-testid="export-start"
          autofocus
          aria-disabled={isBusy}
          disabled={refusal !== undefined}
        >
          {isBusy ? texts.exportGraph.exporting : texts.exportGraph.export}
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
