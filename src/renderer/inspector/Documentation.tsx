import { useState } from 'preact/hooks';
import { firstSentence } from '../app/names.ts';

/** The first sentence, and the rest on request. */
export function Documentation({ docs }: { docs: string }) {
  const [open, setOpen] = useState(false);
  const first = firstSentence(docs);
  const rest = docs.trim().slice(first.length).trim();
  return (
    <div class="documentation">
      <p>
        {first}{' '}
        {rest !== '' && (
          <button type="button" class="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Less' : 'More'}
          </button>
        )}
      </p>
      {open && rest.split(/\n\n+/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
    </div>
  );
}
