import { useComputed } from '@preact/signals';
import { setOpensInApp } from '../../graph/edit/setWorkflow.ts';
import { shownOutputs } from '../../graph/edit/shownOutputs.ts';
import { useApp } from '../app/context.ts';
import { ToggleField } from '../controls/choices.tsx';
import { texts } from '../text/texts.ts';
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
      <section class="app-inputs scroll" aria-label={texts.appView.inputs}>
        <h1>{name}</h1>
        {description && <p class="muted">{description}</p>}
        <OpensHere />
        {inputs.length === 0 && <p class="empty">{texts.appView.noInputs}</p>}
        {inputs.map((input) => (
          <AppInput key={input.name} input={input} />
        ))}
      </section>
      <section class="app-outputs scroll" aria-label={texts.appView.results}>
        {outputs.value.map((node) => (
          <AppOutput key={node.id} node={node} />
        ))}
        {outputs.value.length === 0 && <p class="empty">{texts.appView.noResults}</p>}
      </section>
    </main>
  );
}

/** Makes of the file something to hand on: who opens it need not see the graph. */
function OpensHere() {
  const { editor } = useApp();
  const change = (opensInApp: boolean) =>
    editor.editWhole(opensInApp ? texts.appView.openInAppView : texts.appView.openInGraph, (workflow) =>
      setOpensInApp(workflow, opensInApp),
    );
  return (
    <label class="app-opens" for="app-opens" title={texts.appView.opensHereAbout}>
      {texts.appView.openInAppView}
      <ToggleField
        id="app-opens"
        testId="app-opens"
        label={texts.appView.openInAppView}
        value={editor.whole.value.opensIn === 'app'}
        change={change}
      />
    </label>
  );
}
