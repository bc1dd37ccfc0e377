import type { PartKind } from '../../graph/models/knownModel.ts';
import type { FoundPart } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { texts } from '../text/texts.ts';
import { SelectField } from './choices.tsx';
import type { FieldProps } from './field.ts';
import { TextField } from './TextFields.tsx';

const folders: Readonly<Record<PartKind, string>> = {
  denoiser: 'unet',
  vae: 'vae',
  text_encoder: 'text_encoders',
};

interface PartFieldProps extends FieldProps<string> {
  readonly kind: PartKind;
  /** Whether that of the model may be taken. */
  readonly optional: boolean;
}

/** The files of a kind of part that the engine found, and the models, whose part may be taken. */
export function PartField({ kind, optional, ...props }: PartFieldProps) {
  const { models, parts } = useApp().engine;
  const own = parts.value.filter((part) => part.role === kind);
  const whole = models.value ?? [];
  if (own.length + whole.length === 0) return <TextField {...props} />;
  const isNetwork = kind === 'denoiser';
  const names = isNetwork ? [...whole, ...own] : [...own, ...whole.filter(({ fault }) => fault === undefined)];
  const options = new Set([...(optional ? [''] : []), ...names.map(({ name }) => name)]);
  const chosen = own.find(({ name }) => name === props.value);
  return (
    <>
      <SelectField {...props} options={[...options]} choices={wordsFor(names, own)} />
      {chosen?.fault && <p class="field-fault">{`${chosen.fault} ${chosen.remedy ?? ''}`}</p>}
      {!isNetwork && own.length === 0 && <p class="field-hint">{texts.parameters.noParts(folders[kind])}</p>}
    </>
  );
}

/** "clip_l (CLIP-L)"; nothing chosen is the model's own. */
function wordsFor(
  names: readonly { readonly name: string }[],
  parts: readonly FoundPart[],
): Readonly<Record<string, string>> {
  const titles = new Map(parts.map(({ name, title, fault }) => [name, fault ? texts.parameters.cannotBeUsed : title]));
  const worded = names.map(({ name }) => [name, titles.has(name) ? `${name} (${titles.get(name)})` : name]);
  return { '': texts.parameters.partOfModel, ...Object.fromEntries(worded) };
}
