import { useComputed } from '@preact/signals';
import { shownOutputs } from '../../graph/edit/shownOutputs.ts';
import { useApp } from '../app/context.ts';
import { AppInput } from './AppInput.tsx';
import { AppOutput } from './AppOutput.tsx';

/** The workflow for people who only use it: its inputs and its results, without the graph. */
export function AppView() {
  const { editor, ui } = useApp();
  const outputs = useComputed(() => shownOutputs(editor.whole.value, editor.registry));
  if (!ui.appView.value) return null;
  const { name, description, inputs } = editor.whole.value;
  return (
    <main class="app-view" data-testid="app-view">
      <section class="app-inputs scroll" aria-label="Inputs">
        <h1>{name}</h1>
        {description && <p class="muted">{description}</p>}
        {inputs.length === 0 && (
          <p class="empty">
            No inputs yet. In the graph, the pin beside a parameter shows it here, and “Show in the app view” on a node
            shows its result.
          </p>
        )}
        {inputs.map((input) => (
          <AppInput key={input.name} input={input} />
        ))}
      </section>
      <section class="app-outputs scroll" aria-label="Results">
        {outputs.value.map((node) => (
          <AppOutput key={node.id} node={node} />
        ))}
        {outputs.value.length === 0 && <p class="empty">Nothing in this workflow shows a result.</p>}
      </section>
    </main>
  );
}
