import { useRef } from 'preact/hooks';
import { filmExtensions } from '../../../graph/filmFormats.ts';
import { pictureExtensions } from '../../../graph/pictureFormats.ts';
import { problemFrom } from '../../../graph/problem.ts';
import { useApp } from '../../app/context.ts';
import { texts } from '../../text/texts.ts';
import { type SweptParameter, writtenLines } from './axisDraft.ts';

interface Props {
  readonly id: string;
  readonly parameter: SweptParameter;
  change(written: string): void;
}

/** Values at random where nothing bounds them. */
const WIDEST = 2 ** 32 - 1;

/** Ways to write many values at once: all there are, some at random, lines of a file, files of a folder. */
export function AxisValues({ id, parameter, change }: Props) {
  const app = useApp();
  const { control, name } = parameter;
  const lines = useRef<HTMLInputElement>(null);
  const report = (thrown: unknown): void => app.log.problem(problemFrom(thrown));
  const allModels = async (): Promise<void> => {
    const found = await app.client.call('models', {});
    change(JSON.stringify(found.filter(({ fault }) => fault === undefined).map((model) => model.name)));
  };
  const readLines = async (file: File | undefined): Promise<void> => {
    if (file) change(writtenLines(app.editor.whole.peek(), app.editor.registry, name, await file.text()));
  };
  if (control === 'image_file' || control === 'film_file') {
    return (
      <FileButtons id={id} extensions={control === 'film_file' ? filmExtensions : pictureExtensions} change={change} />
    );
  }
  return (
    <div class="sweep-values">
      {['select', 'segmented', 'toggle'].includes(control) && (
        <button type="button" class="button" data-testid={`${id}-all`} onClick={() => change('*')}>
          {texts.sweep.all}
        </button>
      )}
      {control === 'model' && (
        <button type="button" class="button" data-testid={`${id}-all`} onClick={() => void allModels().catch(report)}>
          {texts.sweep.allModels}
        </button>
      )}
      {['number', 'seed', 'walk'].includes(control) && (
        <button type="button" class="button" data-testid={`${id}-random`} onClick={() => change(randomOf(parameter))}>
          {texts.sweep.eightAtRandom}
        </button>
      )}
      <button type="button" class="button" onClick={() => lines.current?.click()}>
        {texts.sweep.linesOfAFile}
      </button>
      <input
        ref={lines}
        hidden
        type="file"
        accept=".txt,.csv,text/plain"
        data-testid={`${id}-lines`}
        onChange={({ currentTarget }) => {
          void readLines(currentTarget.files?.[0]).catch(report);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}

/** "random:8:1:9": between the bounds of the parameter. */
function randomOf({ spec: { minimum = 0, maximum = WIDEST, integer } }: SweptParameter): string {
  const [from, to] = [minimum, Math.min(maximum, WIDEST)];
  return integer ? `random:8:${from}..${to}` : `random:8:${from}:${to}`;
}

interface FileProps {
  readonly id: string;
  readonly extensions: readonly string[];
  change(written: string): void;
}

/** Of all browsers, though in no standard. */
const wholeFolders = { webkitdirectory: true };

/** Pictures or films that are brought into the workspace, each a value. */
function FileButtons({ id, extensions, change }: FileProps) {
  const app = useApp();
  const [files, folder] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const bring = async (chosen: readonly File[]): Promise<void> => {
    const paths: string[] = [];
    for (const file of inOrder(chosen.filter(({ name }) => hasExtension(name, extensions)))) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      paths.push((await app.client.call('importFile', { name: file.name, bytes })).path);
    }
    change(JSON.stringify([...new Set(paths)]));
  };
  const take = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }): void => {
    void bring([...(currentTarget.files ?? [])]).catch((thrown) => app.log.problem(problemFrom(thrown)));
    currentTarget.value = '';
  };
  return (
    <div class="sweep-values">
      <button type="button" class="button" onClick={() => files.current?.click()}>
        {texts.sweep.files}
      </button>
      <button type="button" class="button" onClick={() => folder.current?.click()}>
        {texts.sweep.aFolder}
      </button>
      <input ref={files} hidden multiple type="file" data-testid={`${id}-files`} onChange={take} />
      <input ref={folder} hidden type="file" data-testid={`${id}-folder`} onChange={take} {...wholeFolders} />
    </div>
  );
}

function hasExtension(name: string, extensions: readonly string[]): boolean {
  return extensions.some((extension) => name.toLowerCase().endsWith(extension));
}

/** By name, numbers in them by their size. */
function inOrder(files: readonly File[]): File[] {
  const collator = new Intl.Collator('en', { numeric: true });
  return [...files].sort((one, other) => collator.compare(one.name, other.name));
}
