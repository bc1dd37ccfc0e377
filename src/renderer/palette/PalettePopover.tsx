import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { typeWords } from '../../graph/labels.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import type { PortType } from '../../graph/values.ts';
import { addFromPalette } from '../app/actions.ts';
import { wireType } from '../app/bestPort.ts';
import { useApp } from '../app/context.ts';
import { currentTheme } from '../canvas/themeWatch.ts';
import { useDismiss } from '../components/useDismiss.ts';
import type { PaletteRequest, WireEnd } from '../state/document/editor.ts';
import { firstSentence } from '../text/names.ts';
import { texts } from '../text/texts.ts';
import { categoryTint } from '../theme/tokens.ts';
import { answerForAbsent } from './absent.ts';
import { CategoryHeading } from './CategoryHeading.tsx';
import { PortList } from './PortList.tsx';
import { searchNodes } from './searchNodes.ts';

const MARGIN = 8;
const WIDTH = 300;
const DETAIL = 290;
const HEIGHT = 400;

function placeOf([x, y]: readonly [number, number]) {
  const left = Math.max(MARGIN, Math.min(x - 20, innerWidth - WIDTH - DETAIL - MARGIN));
  const top = Math.max(MARGIN, Math.min(y - 20, innerHeight - HEIGHT - MARGIN));
  return { left: `${left}px`, top: `${top}px` };
}

/** "Nodes that accept a VAE" */
function offer({ side }: WireEnd, type: PortType): string {
  const { nodesThatAccept, nodesThatOutput } = texts.palette;
  return (side === 'output' ? nodesThatAccept : nodesThatOutput)(typeWords(type));
}

function Detail({ entry }: { entry: NodeEntry }) {
  return (
    <div class="palette-detail" aria-live="polite">
      <h3>{entry.title}</h3>
      <p>{firstSentence(entry.docs)}</p>
      <PortList entry={entry} side="inputs" />
      <PortList entry={entry} side="outputs" />
    </div>
  );
}

/** Nodes to add at the pointer: type to search, arrow keys to choose; a dropped wire shows only what fits it. */
function Palette({ request }: { request: PaletteRequest }) {
  const app = useApp();
  const { editor, ui, ownBlocks } = app;
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const own = ownBlocks.list.value;
  const sections = useMemo(
    () =>
      searchNodes(
        editor,
        query,
        request.wire,
        own.map(({ entry }) => entry),
      ),
    [editor, query, request, own],
  );
  const entries = sections.flatMap((section) => section.entries);
  const chosen = entries[Math.min(index, entries.length - 1)];
  const type = request.wire ? wireType(editor, request.wire) : undefined;

  const theme = currentTheme();
  const answer = answerForAbsent(query);

  const close = () => {
    ui.palette.value = null;
    ui.canvas.peek()?.focus();
  };
  const choose = (entry: NodeEntry | undefined) => {
    if (!entry) return;
    addFromPalette(app, entry, request);
    close();
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, Tab: event.shiftKey ? -1 : 1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined) {
      const next = index + by;
      const wraps = Math.abs(by) === 1 ? (next + entries.length) % Math.max(1, entries.length) : next;
      setIndex(Math.max(0, Math.min(entries.length - 1, wraps)));
    } else if (event.key === 'Enter') choose(chosen);
    else return;
    event.preventDefault();
  };

  useDismiss(panel, close);
  useEffect(() => input.current?.focus(), []);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  return (
    <div ref={panel} class="palette" role="dialog" aria-label={texts.palette.addNode} style={placeOf(request.screen)}>
      <div class="palette-main">
        <input
          ref={input}
          class="palette-search"
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosen && `palette-${chosen.type}`}
          aria-label={texts.palette.searchNodes}
          data-testid="palette-search"
          autocomplete="off"
          spellcheck={false}
          placeholder={request.wire && type ? offer(request.wire, type) : texts.palette.searchNodes}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={press}
        />
        <div ref={list} class="palette-list" role="listbox" id="palette-list" aria-label={texts.palette.nodes}>
          {sections.map((section) => (
            <div key={section.category} role="none">
              <div aria-hidden="true">
                <CategoryHeading category={section.category} />
              </div>
              {section.entries.map((entry) => (
                <div
                  key={entry.type}
                  id={`palette-${entry.type}`}
                  role="option"
                  tabIndex={-1}
                  class="palette-item tinted"
                  style={{ '--tint': categoryTint(theme, entry.category) }}
                  data-testid="palette-item"
                  data-type={entry.type}
                  aria-selected={entry === chosen}
                  onPointerMove={() => setIndex(entries.indexOf(entry))}
                  onClick={() => choose(entry)}
                  onKeyDown={press}
                >
                  <span>{entry.title}</span>
                </div>
              ))}
            </div>
          ))}
        </div>
        {answer !== undefined && <p class="empty">{answer}</p>}
        {entries.length === 0 && answer === undefined && (
          <p class="empty">{query ? texts.palette.noMatch(query) : texts.palette.noFit}</p>
        )}
      </div>
      {chosen && <Detail entry={chosen} />}
    </div>
  );
}

export function PalettePopover() {
  const request = useApp().ui.palette.value;
  return request && <Palette key={`${request.screen}`} request={request} />;
}
