import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { titleOf } from '../commands/command.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { CommandButton } from './CommandButton.tsx';

/** How the canvas is looked at: zoom, everything in view, and the map. */
export function ViewTools() {
  const { preferences, ui } = useApp();
  const { map } = preferences.values.value;
  const view = ui.canvas.value;
  if (!view) return null;
  return (
    <div class="view-tools" data-testid="view-tools">
      {map && <MiniMap />}
      <div class="view-buttons" role="toolbar" aria-label={texts.canvas.view}>
        <CommandButton id="zoom-out">
          <Icon name="minus" />
        </CommandButton>
        <ZoomPercent zoom={view.zoomLevel.value} />
        <CommandButton id="zoom-in">
          <Icon name="plus" />
        </CommandButton>
        <CommandButton id="frame">
          <Icon name="frame" />
        </CommandButton>
        <CommandButton id="select-several" testId="select-several" pressed={view.selectsSeveral.value}>
          <Icon name="several" />
        </CommandButton>
        <CommandButton id="map" pressed={map}>
          <Icon name="map" />
        </CommandButton>
      </div>
    </div>
  );
}

/** Its name begins with what it shows: so whoever speaks to it finds it. */
function ZoomPercent({ zoom }: { zoom: number }) {
  const app = useApp();
  const lifeSize = command('life-size');
  return (
    <button
      type="button"
      class="zoom-percent"
      title={tooltip(app, lifeSize)}
      aria-label={`${percent(zoom)}, ${titleOf(lifeSize)}`}
      onClick={() => lifeSize.run(app)}
    >
      {percent(zoom)}
    </button>
  );
}

function percent(zoom: number): string {
  return `${Math.round(zoom * 100)} %`;
}

function MiniMap() {
  const { ui } = useApp();
  const element = useRef<HTMLCanvasElement>(null);
  const view = ui.canvas.value;
  useEffect(() => (element.current && view ? view.mapInto(element.current) : undefined), [view]);
  return <canvas ref={element} class="mini-map" data-testid="map" aria-label={texts.canvas.mapAbout} role="img" />;
}
