import type { GalleryEntry } from '../../gallery/entry.ts';
import { duration } from '../../graph/duration.ts';
import { shownValue } from '../../graph/sweep/axis.ts';
import { FileButton } from '../components/FileButton.tsx';
import { dayAndTime } from '../text/formats.ts';
import { overridesText } from '../text/overridesText.ts';
import { texts } from '../text/texts.ts';

/** Characters of a value that are shown. */
const LONGEST = 300;

/** What made a picture. */
export function EntryFacts({ entry }: { readonly entry: GalleryEntry }) {
  const { facts: names } = texts.gallery;
  const { prompt, seeds, values, files, number, of, frames } = entry;
  const differing = Object.entries(values).filter(([name]) => !Object.hasOwn(seeds, name));
  return (
    <dl class="gallery-list" data-testid="gallery-facts">
      {prompt !== '' && <Fact name={names.prompt} value={prompt} />}
      {Object.keys(seeds).length > 0 && <Fact name={names.seed} value={overridesText(seeds).replace(/^seed /, '')} />}
      <Fact name={names.workflow} value={entry.name} />
      <Fact name={names.node} value={entry.title} />
      <Fact name={names.size} value={texts.gallery.pixels(entry.width, entry.height)} />
      {number !== undefined && of !== undefined && (
        <Fact name={names.batch} value={texts.gallery.pictureOf(number, of)} />
      )}
      {frames !== undefined && <Fact name={names.animation} value={texts.gallery.firstOfFrames(frames)} />}
      <Fact name={names.made} value={texts.gallery.madeAt(dayAndTime(entry.time), duration(entry.seconds * 1000))} />
      {files.map((path) => (
        <div key={path} class="gallery-fact">
          <dt>{texts.gallery.file}</dt>
          <dd>
            <span class="mono">{path}</span> <FileButton path={path} />
          </dd>
        </div>
      ))}
      {differing.length > 0 && (
        <div class="gallery-fact">
          <dt>{texts.gallery.changedParameters}</dt>
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
