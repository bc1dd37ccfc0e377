import { useState } from 'preact/hooks';
import type { NodeEntry } from '../../graph/registry.ts';
import { addInView } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { answerForAbsent } from '../palette/absent.ts';
import { CategoryHeading } from '../palette/CategoryHeading.tsx';
import { searchNodes } from '../palette/searchNodes.ts';
import { firstSentence } from '../text/names.ts';
import { texts } from '../text/texts.ts';
import { OwnBlockRow } from './OwnBlockRow.tsx';

function PaletteRow({ entry }: { entry: NodeEntry }) {
  const app = useApp();
  const block = app.ownBlocks.list.value.find((each) => each.entry === entry);
  if (block) return <OwnBlockRow block={block} />;
  return (
    <button type="button" class="row-button" title={firstSentence(entry.docs)} onClick={() => addInView(app, entry)}>
      {entry.title}
    </button>
  );
}

/** All kinds of node by category; a click adds one in the middle of what is visible. */
export function PalettePanel() {
  const app = useApp();
  const [query, setQuery] = useState('');
  const own = app.ownBlocks.list.value;
  const sections = searchNodes(
    app.editor,
    query,
    null,
    own.map(({ entry }) => entry),
  );
  const answer = answerForAbsent(query);
  return (
    <div class="panel-body">
      <div class="panel-search">
        <input
          class="text-field"
          type="search"
          placeholder={texts.palette.searchNodes}
          aria-label={texts.palette.searchNodes}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      <div class="scroll">
        {sections.map(({ category, entries }) => (
          <section key={category}>
            <CategoryHeading category={category} />
            {entries.map((entry) => (
              <PaletteRow key={entry.type} entry={entry} />
            ))}
          </section>
        ))}
        {answer !== undefined && <p class="empty">{answer}</p>}
        {sections.length === 0 && answer === undefined && <p class="empty">{texts.palette.noMatchingNodes}</p>}
      </div>
    </div>
  );
}
