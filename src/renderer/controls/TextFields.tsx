import { useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../text/texts.ts';
import { attributesOf, type FieldProps } from './field.ts';
import { useGesture } from './useGesture.ts';

interface TextProps extends FieldProps<string> {
  readonly placeholder?: string;
  readonly title?: string;
}

export function TextField(props: TextProps) {
  const { value, isMixed, disabled, change, placeholder, title } = props;
  const gesture = useGesture();
  return (
    <input
      class="text-field"
      type="text"
      {...attributesOf(props)}
      autocomplete="off"
      spellcheck={false}
      disabled={disabled}
      placeholder={isMixed ? texts.parameters.mixed : placeholder}
      title={title}
      value={isMixed ? '' : value}
      onFocus={gesture.begin}
      onInput={(event) => change(event.currentTarget.value, gesture.current())}
    />
  );
}

const TALLEST = 280;

/** Grows with what is written. */
export function MultilineField(props: FieldProps<string>) {
  const { isMixed, disabled, change } = props;
  const value = isMixed ? '' : props.value;
  const gesture = useGesture();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(TALLEST, element.scrollHeight + 2)}px`;
  }, [value]);
  return (
    <textarea
      ref={area}
      class="text-field multiline"
      rows={3}
      {...attributesOf(props)}
      disabled={disabled}
      placeholder={isMixed ? texts.parameters.mixed : undefined}
      value={value}
      onFocus={gesture.begin}
      onInput={(event) => change(event.currentTarget.value, gesture.current())}
    />
  );
}
