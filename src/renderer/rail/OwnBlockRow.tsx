import './OwnBlockRow.css';
import { useState } from 'preact/hooks';
import { addInView } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { useDraft } from '../controls/useDraft.ts';
import type { OwnBlock } from '../state/own/ownBlocks.ts';
import { firstSentence } from '../text/names.ts';
import { texts } from '../text/texts.ts';

/** A block of the user's own: a click adds a copy; it can be renamed and deleted here. */
export function OwnBlockRow({ block }: { block: OwnBlock }) {
  const app = useApp();
  const [renaming, setRenaming] = useState(false);
  const { title, docs } = block.entry;
  if (renaming) return <TitleField block={block} done={() => setRenaming(false)} />;
  return (
    <div class="own-block">
      <button type="button" class="row-button" title={firstSentence(docs)} onClick={() => addInView(app, block.entry)}>
        {title}
      </button>
      <button
        type="button"
        class="icon-button quiet"
        aria-label={texts.palette.renameOf(title)}
        title={texts.common.rename}
        onClick={() => setRenaming(true)}
      >
        <Icon name="pencil" />
      </button>
      <button
        type="button"
        class="icon-button quiet"
        aria-label={texts.palette.deleteOf(title)}
        title={texts.palette.deleteAbout}
        onClick={() => void app.ownBlocks.remove(block)}
      >
        <Icon name="trash" />
      </button>
    </div>
  );
}

function TitleField({ block, done }: { block: OwnBlock; done(): void }) {
  const { ownBlocks } = useApp();
  const draft = useDraft();
  const { title } = block.entry;
  const commit = () => {
    const typed = draft.take()?.trim();
    done();
    if (typed && typed !== title) void ownBlocks.rename(block, typed);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <input
        class="text-field"
        type="text"
        aria-label={texts.palette.newNameOf(title)}
        maxLength={120}
        autocomplete="off"
        spellcheck={false}
        ref={(element) => {
          if (element && !element.dataset.seen) {
            element.dataset.seen = 'yes';
            element.focus();
            element.select();
          }
        }}
        value={draft.text ?? title}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          draft.drop();
          done();
        }}
      />
    </form>
  );
}
