import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { changeParameters } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { ParameterControl } from '../controls/ParameterControl.tsx';
import { choiceAbout } from '../parameters/parameterSpec.ts';
import { type SharedParameter, sharedParameters } from '../parameters/sharedParameters.ts';
import { texts } from '../text/texts.ts';

/** Controls that have no room for a word of their own. */
const wordless: ReadonlySet<string> = new Set(['toggle', 'segmented', 'curve', 'painting']);

function drivenWords(driven: number, all: number): string {
  if (driven === all) return driven === 2 ? texts.inspector.drivenInBoth : texts.inspector.drivenInAll(all);
  return texts.inspector.drivenInSome(driven, all);
}

interface RowProps {
  readonly parameter: SharedParameter;
  /** How many nodes have it. */
  readonly all: number;
}

function ResetButton({ parameter: { field, nodes, isSet } }: Pick<RowProps, 'parameter'>) {
  const app = useApp();
  const { name, label } = field.spec;
  if (!isSet) return null;
  return (
    <button
      type="button"
      class="icon-button quiet"
      aria-label={texts.inspector.resetOf(label)}
      title={texts.inspector.resetInAll}
      onClick={() => changeParameters(app, nodes, name, undefined)}
    >
      <Icon name="reset" />
    </button>
  );
}

function SharedParameterRow({ parameter, all }: RowProps) {
  const app = useApp();
  const { field, nodes, driven, value, isMixed } = parameter;
  const { spec, control } = field;
  const id = `shared-${spec.name}`;
  const about = [
    isMixed ? '' : choiceAbout(spec, value),
    spec.description,
    driven > 0 && nodes.length > 0 ? drivenWords(driven, all) : '',
  ];
  return (
    <div class={`parameter ${control === 'toggle' ? 'inline' : ''}`} data-control={control}>
      <div class="parameter-head">
        <label class="field-label" for={id}>
          {spec.label}
        </label>
        {isMixed && wordless.has(control) && <span class="muted">{texts.parameters.mixed}</span>}
        <ResetButton parameter={parameter} />
      </div>
      {nodes.length === 0 ? (
        <p class="driven">
          <Icon name="wire" />
          {drivenWords(driven, all)}
        </p>
      ) : (
        <ParameterControl
          field={field}
          id={id}
          testId={`parameter-${spec.name}`}
          label={spec.label}
          describedBy={`${id}-about`}
          value={value}
          isMixed={isMixed}
          change={(value, gesture) => changeParameters(app, nodes, spec.name, value, gesture)}
        />
      )}
      <p class="hint" id={`${id}-about`}>
        {about.filter(Boolean).join(' ')}
      </p>
    </div>
  );
}

/** The parameters that the nodes have in common: a change sets all of them. */
export function SharedParameters({ nodes }: { nodes: readonly WorkflowNode[] }) {
  const { editor } = useApp();
  const parameters = sharedParameters(nodes, editor.registry, editor.workflow.value);
  if (parameters.length === 0) return null;
  return (
    <section class="inspector-section" aria-label={texts.inspector.sharedParameters}>
      {parameters.map((parameter) => (
        <SharedParameterRow key={parameter.field.spec.name} parameter={parameter} all={nodes.length} />
      ))}
    </section>
  );
}
