import { Icon } from '../../components/Icon.tsx';
import { texts } from '../../text/texts.ts';
import { AxisValues } from './AxisValues.tsx';
import type { AxisDraft, ReadDraft, SweptNode, SweptParameter } from './axisDraft.ts';

interface Props {
  readonly id: string;
  /** Where its values go on the sheet. */
  readonly role: string;
  readonly draft: AxisDraft;
  readonly read: ReadDraft;
  readonly nodes: readonly SweptNode[];
  readonly autofocus: boolean;
  change(draft: AxisDraft): void;
  /** As an axis of its own. */
  written(parameter: SweptParameter): string;
}

/** One axis: a parameter, its values, and what is wrong with them. */
export function AxisField({ id, role, draft, read, nodes, autofocus, change, written }: Props) {
  const currentValue = (name: string): string => {
    const found = parameterOf(nodes, name);
    return found ? written(found) : '';
  };
  const chosen = parameterOf(nodes, draft.name);
  return (
    <fieldset class="sweep-axis">
      <legend class="field-label">{role}</legend>
      <div class="select">
        <select
          aria-label={texts.sweep.parameterOf(role)}
          data-testid={`${id}-parameter`}
          autofocus={autofocus}
          value={draft.name}
          onChange={({ currentTarget: { value: name } }) => change({ name, written: currentValue(name) })}
        >
          <option value="">{texts.sweep.none}</option>
          {nodes.map(({ title, parameters }) => (
            <optgroup key={parameters[0]?.name} label={title}>
              {parameters.map(({ name, label }) => (
                <option key={name} value={name}>
                  {title}: {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <Icon name="chevron-down" />
      </div>
      <input
        class="text-field"
        type="text"
        aria-label={texts.sweep.valuesOf(role)}
        data-testid={`${id}-values`}
        autocomplete="off"
        spellcheck={false}
        placeholder={texts.sweep.valuesExample}
        disabled={draft.name === ''}
        aria-invalid={read.problem !== undefined}
        aria-describedby={`${id}-note`}
        value={draft.written}
        onInput={({ currentTarget: { value } }) => change({ ...draft, written: value })}
      />
      {chosen && <AxisValues id={id} parameter={chosen} change={(values) => change({ ...draft, written: values })} />}
      <p id={`${id}-note`} data-testid={`${id}-note`} class={read.problem ? 'sweep-note fault' : 'sweep-note muted'}>
        {read.problem ? `${read.problem.message} ${read.problem.remedy}` : countWords(read.axis?.values.length)}
      </p>
    </fieldset>
  );
}

function parameterOf(nodes: readonly SweptNode[], name: string): SweptParameter | undefined {
  return nodes.flatMap(({ parameters }) => parameters).find((parameter) => parameter.name === name);
}

function countWords(count: number | undefined): string {
  return count === undefined ? '' : texts.sweep.values(count);
}
