import { useApp } from '../app/context.ts';
import { SelectField } from './choices.tsx';
import type { FieldProps } from './field.ts';
import { TextField } from './TextFields.tsx';

/** The models that the engine found; until it said so, a name to type. */
export function ModelField(props: FieldProps<string>) {
  const models = useApp().engine.models.value;
  if (!models || models.length === 0) return <TextField {...props} />;
  const chosen = models.find((model) => model.name === props.value);
  return (
    <>
      <SelectField {...props} options={models.map((model) => model.name)} />
      {chosen?.fault && <p class="field-fault">{`${chosen.fault} ${chosen.remedy ?? ''}`}</p>}
    </>
  );
}
