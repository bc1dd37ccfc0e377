import type { CurveSpan } from '../parameters/curve.ts';
import type { ParameterField } from '../parameters/fields.ts';
import { SegmentedField, SelectField, ToggleField } from './choices.tsx';
import { CurveField } from './curve/CurveField.tsx';
import { FileField } from './FileField.tsx';
import type { FieldProps } from './field.ts';
import { ListField } from './ListField.tsx';
import { LoraField } from './LoraField.tsx';
import { ModelField } from './ModelField.tsx';
import { NumberField } from './NumberField.tsx';
import { PartField } from './PartField.tsx';
import { PaintingField } from './painting/PaintingField.tsx';
import { SeedField } from './SeedField.tsx';
import { SliderField } from './SliderField.tsx';
import { MultilineField, TextField } from './TextFields.tsx';
import { WalkField } from './walk/WalkField.tsx';
import { WeightsField } from './weights/WeightsField.tsx';

interface Props extends FieldProps<unknown> {
  readonly field: ParameterField;
  /** What a list of weights is for. */
  readonly things?: readonly string[];
  /** How long a curve is. */
  readonly span?: CurveSpan;
  /** Opens the picture that strokes are painted over. */
  paint?(): void;
}

const asNumber = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
const asText = (value: unknown) =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
const asNumbers = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'number') : []);

/** The control that suits a parameter. A value of the wrong kind, from a file, is shown as empty or as its text. */
export function ParameterControl({ field, things = [], span, paint, ...props }: Props) {
  const { spec, control } = field;
  const { value, ...rest } = props;
  switch (control) {
    case 'number':
      return spec.slider ? (
        <SliderField {...rest} value={asNumber(value)} spec={spec} />
      ) : (
        <NumberField {...rest} value={asNumber(value)} spec={spec} />
      );
    case 'seed':
      return <SeedField {...rest} value={asNumber(value)} spec={spec} />;
    case 'walk':
      return <WalkField {...rest} value={asNumber(value)} spec={spec} />;
    case 'toggle':
      return <ToggleField {...rest} value={value === true} />;
    case 'segmented':
      return <SegmentedField {...rest} value={asText(value)} options={spec.options} choices={spec.choices} />;
    case 'select':
      return <SelectField {...rest} value={asText(value)} options={spec.options} choices={spec.choices} />;
    case 'text':
      return <TextField {...rest} value={asText(value)} />;
    case 'multiline':
      return <MultilineField {...rest} value={asText(value)} />;
    case 'list':
      if (spec.weighs && things.length > 1) {
        return (
          <WeightsField
            {...rest}
            value={asNumbers(value)}
            things={things}
            as={spec.weighs.as}
            bounds={spec.each ?? {}}
          />
        );
      }
      return <ListField {...rest} value={asNumbers(value)} />;
    case 'curve':
      return span ? <CurveField {...rest} value={value} span={span} /> : null;
    case 'painting':
      return <PaintingField {...rest} value={value} spec={spec} {...(paint ? { paint } : {})} />;
    case 'lora':
      return <LoraField {...rest} value={asText(value)} />;
    case 'model':
      return <ModelField {...rest} value={asText(value)} />;
    case 'denoiser':
    case 'vae':
    case 'text_encoder':
      return <PartField {...rest} value={asText(value)} kind={control} optional={spec.fallback === ''} />;
    case 'image_file':
    case 'image_folder':
    case 'film_file':
    case 'latents_file':
      return <FileField {...rest} value={asText(value)} wants={control} />;
    case 'other':
      return <code class="mono">{asText(value)}</code>;
  }
}
