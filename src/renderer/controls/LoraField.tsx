import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';
import { SelectField } from './choices.tsx';
import type { FieldProps } from './field.ts';
import { TextField } from './TextFields.tsx';

/** The LoRAs that the engine found. Where there are none, a name to type and where to put one. */
export function LoraField(props: FieldProps<string>) {
  const loras = useApp().engine.parts.value.filter(({ role }) => role === 'lora');
  const chosen = loras.find(({ name }) => name === props.value);
  if (loras.length > 0) {
    const names = loras.map(({ name }) => name);
    return (
      <>
        <SelectField {...props} options={names.includes(props.value) ? names : [props.value, ...names]} />
        {chosen?.fault && <p class="field-fault">{`${chosen.fault} ${chosen.remedy ?? ''}`}</p>}
      </>
    );
  }
  return (
    <>
      <TextField {...props} />
      <p class="field-hint">{texts.parameters.noLoras}</p>
    </>
  );
}
