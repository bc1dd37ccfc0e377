import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { timeLeft } from '../../../graph/duration.ts';
import { shownValue } from '../../../graph/sweep/axis.ts';
import { cellValues, type SweepCell, workflowOfCell } from '../../../graph/sweep/cells.ts';
import type { SheetBox, SheetLayout, Size } from '../../../graph/sweep/sheet/layoutSheet.ts';
import { sheetPages } from '../../../graph/sweep/sheet/sheetPages.ts';
import { useApp } from '../../app/context.ts';
import { download } from '../../app/download.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { useZoom } from '../../pictures/useZoom.ts';
import { ZoomButtons } from '../../pictures/ZoomButtons.tsx';
import type { CellResult } from '../../state/jobs/sweepCell.ts';
import { isUnfinished, type Sweep } from '../../state/jobs/sweeps.ts';
import { texts } from '../../text/texts.ts';
import { csvOf } from './csvOf.ts';
import { drawEmptySheet, drawNewCells, layoutOf, naturalSize } from './drawSheet.ts';
import { useSteadyPress } from './useSteadyPress.ts';

/** The pictures of a sweep beside their values, while they come and afterwards. */
export function SweepSheet() {
  const { ui, sweeps } = useApp();
  const sweep = sweeps.current.value;
  return ui.sweepSheet.value && sweep ? <Sheet sweep={sweep} /> : null;
}

function Sheet({ sweep }: { sweep: Sweep }) {
  const app = useApp();
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [at, setAt] = useState(0);
  const pages = useMemo(() => sheetPages(sweep.axes), [sweep.axes]);
  const page = pages[at];
  const title = sweep.workflow.name;
  const natural = naturalSize(sweep.results);
  const layout = useMemo(() => page && layoutOf(title, page, natural), [title, page, natural.width, natural.height]);
  const zoom = useZoom(stage, layout);
  const drawn = useRef<{ readonly layout: SheetLayout; readonly cells: Map<string, CellResult> } | null>(null);
  useEffect(() => {
    if (!canvas.current || !layout) return;
    if (drawn.current?.layout !== layout) {
      drawEmptySheet(canvas.current, layout);
      drawn.current = { layout, cells: new Map() };
    }
    drawNewCells(canvas.current, sweep.results, layout, natural, drawn.current.cells);
  }, [sweep.results, layout]);
  const close = () => {
    app.ui.sweepSheet.value = false;
  };
  const open = (cell: SweepCell) => {
    close();
    app.files.openResult(workflowOfCell(sweep.workflow, sweep.axes, cell));
  };
  const boxUnder = (event: MouseEvent): SheetBox | undefined => {
    const place = canvas.current?.getBoundingClientRect();
    if (!place || !layout) return undefined;
    const x = ((event.clientX - place.left) * layout.width) / place.width;
    const y = ((event.clientY - place.top) * layout.height) / place.height;
    return layout.boxes.find((box) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height);
  };
  const press = useSteadyPress((event) => {
    const box = boxUnder(event);
    if (box) open(box.cell);
  });
  return (
    <Dialog label={texts.sweep.titleOf(title)} class="viewer" testId="sweep-sheet" close={close}>
      <header class="panel-header">
        <h2>{title}</h2>
        <span class="muted numeric" data-testid="sweep-progress">
          {progressWords(sweep)}
        </span>
        <span class="grow" />
        {pages.length > 1 && (
          <label class="sweep-page">
            {texts.sweep.sheet}
            <input
              class="text-field"
              type="number"
              min={1}
              max={pages.length}
              value={at + 1}
              onInput={({ currentTarget: { valueAsNumber } }) => {
                if (pages[valueAsNumber - 1]) setAt(valueAsNumber - 1);
              }}
            />
            {texts.sweep.ofSheets(pages.length)}
          </label>
        )}
        {!sweep.isRunning && isUnfinished(sweep) && (
          <button
            type="button"
            class="button"
            data-testid="sweep-go-on"
            title={texts.sweep.continueAbout}
            onClick={app.sweeps.goOn}
          >
            <Icon name="play" />
            {texts.sweep.continue}
          </button>
        )}
        {sweep.isRunning && (
          <button type="button" class="button" data-testid="sweep-cancel" onClick={app.sweeps.cancel}>
            <Icon name="stop" />
            {texts.common.cancel}
          </button>
        )}
        <ZoomButtons {...zoom} />
        <button
          type="button"
          class="button"
          data-testid="sweep-csv"
          title={texts.sweep.csvAbout}
          onClick={() => download(texts.sweep.csvFile(title), new Blob([csvOf(sweep)], { type: 'text/csv' }))}
        >
          <Icon name="save" />
          {texts.sweep.csv}
        </button>
        <button
          type="button"
          class="button"
          data-testid="sweep-save"
          title={texts.sweep.saveAbout}
          onClick={() => canvas.current?.toBlob((file) => file && download(texts.sweep.sheetFile(title), file))}
        >
          <Icon name="save" />
          {texts.common.save}
        </button>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div ref={stage} class="viewer-stage sweep-stage" {...zoom.handlers} {...press}>
        <div class="viewer-picture" style={zoom.style}>
          <canvas
            ref={canvas}
            class="picture"
            role="img"
            aria-label={texts.sweep.sheetOf(title)}
            data-testid="sweep-canvas"
          />
          {layout?.boxes.map((box) => (
            <button
              key={box.cell.join()}
              type="button"
              class="sweep-cell"
              style={placeOf(box, layout)}
              aria-label={cellWords(sweep, box.cell)}
              onClick={() => open(box.cell)}
            />
          ))}
        </div>
      </div>
      <p class="sweep-hint muted">{texts.sweep.sheetAbout}</p>
    </Dialog>
  );
}

/** Over its picture on the canvas, for the keyboard and for who cannot see it. */
function placeOf({ x, y, width, height }: SheetBox, sheet: Size) {
  const share = (length: number, whole: number): string => `${(100 * length) / whole}%`;
  return {
    left: share(x, sheet.width),
    top: share(y, sheet.height),
    width: share(width, sheet.width),
    height: share(height, sheet.height),
  };
}

function cellWords({ axes }: Sweep, cell: SweepCell): string {
  const values = Object.entries(cellValues(axes, cell)).map(([name, value]) => `${name} ${shownValue(value)}`);
  return texts.sweep.openWith(values.join(', '));
}

function progressWords({ results, total, isRunning, secondsLeft }: Sweep): string {
  const failed = [...results.values()].filter(({ problem }) => problem !== undefined).length;
  const { allPictures, picturesOf, failedCells, timeLeft: leftWords } = texts.sweep;
  const done = results.size === total ? allPictures(total) : picturesOf(results.size, total);
  const left = isRunning && secondsLeft !== undefined ? leftWords(timeLeft(secondsLeft)) : '';
  return `${done}${failed > 0 ? failedCells(failed) : ''}${left}`;
}
