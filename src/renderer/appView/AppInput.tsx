import { words } from '../../graph/labels.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { changeParameter } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { ParameterControl } from '../controls/ParameterControl.tsx';
import { curveSpan } from '../parameters/curve.ts';
import { parameterFields } from '../parameters/fields.ts';
import { choiceAbout, parameterValue } from '../parameters/parameterSpec.ts';
import { whyIdle } from '../parameters/whyIdle.ts';

/** An input of the workflow by its own name, without the node that it belongs to. One that a wire drives is not shown. */
export function AppInput({ input }: { input: Workflow['inputs'][number] }) {
  const app = useApp();
  const { nodes, links } = app.editor.whole.value;
  const end = parseLinkEnd(input.target);
  const node = nodes.find(({ id }) => id === end?.node);
  const entry = node && app.editor.registry.get(node.type);
  const field = entry && parameterFields(entry).find(({ spec }) => spec.name === end?.port);
  if (!node || !entry || !field || links.some(({ to }) => to === input.target)) return null;
  const { spec, control } = field;
  const label = input.label || words(input.name);
  const id = `input-${input.name}`;
  const value = parameterValue(spec, node.parameters);
  const idle = whyIdle(app.editor, { node: node.id, port: spec.name });
  const about = [idle, choiceAbout(spec, value), spec.description].filter(Boolean).join(' ');
  return (
    <div class={`parameter ${control === 'toggle' ? 'inline' : ''}`} data-control={control}>
      <div class="parameter-head">
        <label class="field-label" for={id}>
          {label}
        </label>
      </div>
      <ParameterControl
        field={field}
        span={curveSpan(entry, spec, node.parameters)}
        id={id}
        testId={id}
        label={label}
        describedBy={`${id}-about`}
        value={value}
        disabled={idle !== undefined}
        change={(value, gesture) => changeParameter(app, node.id, spec.name, value, gesture)}
      />
      <p class="hint" id={`${id}-about`}>
        {about}
      </p>
    </div>
  );
}
