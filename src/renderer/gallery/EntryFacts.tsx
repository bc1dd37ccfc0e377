import type { GalleryEntry } from '../../gallery/entry.ts';
import { duration } from '../../graph/duration.ts';
import { shownValue } from '../../graph/sweep/axis.ts';
import { FileButton } from '../components/FileButton.tsx';
import { dayAndTime } from '../text/formats.ts';
import { overridesText } from '../text/overridesText.ts';

/** Characters of a value that are shown. */
const LONGEST = 300;

/** What made a picture. */
export function EntryFacts({ entry }: { readonly entry: GalleryEntry }) {
  const { prompt, seeds, values, files, number, of, frames } = entry;
  const differing = Object.entries(values).filter(([name]) => !Object.hasOwn(seeds, name));
  return (
    <dl class="gallery-list" data-testid="gallery-facts">
      {prompt !== '' && <Fact name="Prompt" value={prompt} />}
      {Object.keys(seeds).length > 0 && <Fact name="Seed" value={overridesText(seeds).replace(/^seed /, '')} />}
      <Fact name="Workflow" value={entry.name} />
      <Fact name="Node" value={entry.title} />
      <Fact name="Size" value={`${entry.width} × ${entry.height} px`} />
      {of !== undefined && <Fact name="Batch" value={`Picture ${number} of ${of}`} />}
      {frames !== undefined && <Fact name="Animation" value={`The first of ${frames} frames`} />}
      <Fact name="Made" value={`${dayAndTime(entry.time)}, in ${duration(entry.seconds * 1000)}`} />
      {files.map((path) => (
        <div key={path} class="gallery-fact">
          <dt>File</dt>
          <dd>
            <span class="mono">{path}</span> <FileButton path={path} />
          </dd>
        </div>
      ))}
      {differing.length > 0 && (
        <div class="gallery-fact">
          <dt>Changed parameters</dt>
          {differing.map(([name, value]) => (
            <dd key={name} class="mono">
              {name} {shownValue(value).slice(0, LONGEST)}
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div class="gallery-fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
