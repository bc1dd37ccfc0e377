import './workflows/workflows.css';
import { useEffect, useState } from 'preact/hooks';
import type { Entry } from '../../protocol/types.ts';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { Icon } from '../components/Icon.tsx';
import { useOpenFile } from '../files/useOpenFile.tsx';
import { texts } from '../text/texts.ts';
import { FolderSection } from './workflows/FolderSection.tsx';
import { NameField } from './workflows/NameField.tsx';
import { inFolders } from './workflows/ownFolders.ts';
import { TrashSection } from './workflows/TrashSection.tsx';
import { useDragInto } from './workflows/useDragInto.ts';

/** Those that lie elsewhere than in the workspace, which is listed by itself. */
function elsewhere(entries: readonly Entry[]): readonly Entry[] {
  const own = new Set(entries.filter(({ kind }) => kind === 'workspace').map(({ path }) => path));
  return entries.filter(({ kind, path }) => kind === 'recent' && !own.has(path));
}

interface ListProps {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly current: string | null;
}

function PlainList({ title, entries, current }: ListProps) {
  const { files } = useApp();
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 class="category-heading">{title}</h3>
      {entries.map((entry) => (
        <button
          key={entry.path}
          type="button"
          class="row-button"
          aria-current={entry.path === current}
          title={entry.description || entry.path}
          onClick={() => void files.open(entry.path)}
        >
          {entry.title}
        </button>
      ))}
    </section>
  );
}

/** The workflows of the workspace by folder, and how they are put in order. */
function OwnList({ entries, current }: Omit<ListProps, 'title'>) {
  const { ownWorkflows } = useApp();
  const [isNaming, setNaming] = useState(false);
  const drag = useDragInto((path, folder) => void ownWorkflows.moveInto(path, folder));
  const folders = ownWorkflows.folders.value;
  const listed = inFolders(entries, folders);
  return (
    <section aria-label={texts.workflows.inWorkspace}>
      <div class="workflow-heading">
        <h3 class="category-heading">{texts.workflows.inWorkspace}</h3>
        <button
          type="button"
          class="icon-button quiet"
          aria-label={texts.workflows.newFolder}
          title={texts.workflows.newFolder}
          onClick={() => setNaming(true)}
        >
          <Icon name="plus" />
        </button>
      </div>
      {isNaming && (
        <NameField
          label={texts.workflows.nameOfNewFolder}
          name=""
          commit={async (name) => (await ownWorkflows.createFolder(name)) !== undefined}
          done={() => setNaming(false)}
        />
      )}
      {listed.map((folder) => (
        <FolderSection
          key={folder.path}
          folder={folder}
          folders={listed.map(({ path }) => path).filter((path) => path !== '')}
          current={current}
          drag={drag}
        />
      ))}
    </section>
  );
}

/** Workflows that can be opened, by where they are. */
export function WorkflowsPanel() {
  const app = useApp();
  const openFile = useOpenFile();
  const entries = app.files.list.value;
  const current = app.editor.document.value.path.value ?? app.editor.document.value.origin;
  useEffect(() => void app.ownWorkflows.refresh(), [app]);
  return (
    <div class="panel-body">
      <div class="panel-actions">
        <button type="button" class="button" onClick={() => command('new').run(app)}>
          {texts.workflows.new}
        </button>
        <button type="button" class="button" onClick={openFile.choose}>
          {texts.workflows.openFile}
        </button>
        {openFile.picker}
        <button
          type="button"
          class="button"
          title={texts.workflows.exportAbout}
          disabled={!command('export-graph').enabled(app)}
          onClick={() => command('export-graph').run(app)}
        >
          {texts.workflows.exportAsPicture}
        </button>
        <button
          type="button"
          class="button"
          title={texts.workflows.exportForComfyuiAbout}
          onClick={() => command('export-comfyui').run(app)}
        >
          {texts.workflows.exportForComfyui}
        </button>
      </div>
      <div class="scroll">
        {entries && (
          <>
            <PlainList title={texts.workflows.recent} entries={elsewhere(entries)} current={current} />
            <OwnList entries={entries} current={current} />
            <TrashSection />
            <PlainList
              title={texts.workflows.examples}
              entries={entries.filter(({ kind }) => kind === 'example')}
              current={current}
            />
          </>
        )}
        {entries?.length === 0 && <p class="empty">{texts.workflows.noWorkflows}</p>}
        {!entries && <p class="empty">{texts.workflows.loadingWorkflows}</p>}
      </div>
    </div>
  );
}
