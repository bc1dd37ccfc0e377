import { useLayoutEffect, useRef } from 'preact/hooks';
import { useDraft } from '../../controls/useDraft.ts';

interface Props {
  readonly label: string;
  readonly name: string;
  /** @returns whether the name was taken; where it was refused it can be changed. */
  commit(name: string): Promise<boolean>;
  done(): void;
}

/** A name that is being typed: Enter takes it, Escape leaves things as they are. */
export function NameField({ label, name, commit, done }: Props) {
  const draft = useDraft();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const take = async (isLeaving: boolean) => {
    const typed = draft.take()?.trim();
    const isSame = typed === undefined || typed === '' || typed === name;
    const isDone = isSame || (await commit(typed));
    if (isDone || isLeaving) done();
    else draft.type(typed);
  };
  return (
    <form
      class="name-field"
      onSubmit={(event) => {
        event.preventDefault();
        void take(false);
      }}
    >
      <input
        class="text-field"
        type="text"
        aria-label={label}
        maxLength={200}
        autocomplete="off"
        spellcheck={false}
        ref={input}
        value={draft.text ?? name}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={() => void take(true)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== 'Escape') return;
          draft.drop();
          done();
        }}
      />
    </form>
  );
}
