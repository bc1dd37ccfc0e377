import { useState } from 'preact/hooks';
import { firstSentence } from '../text/names.ts';
import { texts } from '../text/texts.ts';

interface Props {
  readonly docs: string;
  /** What the node refuses. */
  readonly errors: readonly string[];
}

/** The first sentence, and the rest on request. */
export function Documentation({ docs, errors }: Props) {
  const [open, setOpen] = useState(false);
  const first = firstSentence(docs);
  const rest = docs.trim().slice(first.length).trim();
  return (
    <div class="documentation">
      <p>
        {first}{' '}
        {(rest !== '' || errors.length > 0) && (
          <button type="button" class="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? texts.inspector.less : texts.inspector.more}
          </button>
        )}
      </p>
      {open && rest !== '' && rest.split(/\n\n+/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
      {open && errors.length > 0 && (
        <>
          <h3>{texts.inspector.errors}</h3>
          <ul>
            {errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
