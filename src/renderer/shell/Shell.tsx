import { useEffect } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { AppView } from '../appView/AppView.tsx';
import { listenToClipboard } from '../commands/clipboard.ts';
import { listenToKeys } from '../commands/listenToKeys.ts';
import { Drawer } from '../drawer/Drawer.tsx';
import { Explorer } from '../explorer/Explorer.tsx';
import { DropZone } from '../files/DropZone.tsx';
import { GalleryDialog } from '../gallery/GalleryDialog.tsx';
import { Guide } from '../guide/Guide.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { ContextMenu } from '../overlay/ContextMenu.tsx';
import { ExportGraphDialog } from '../overlay/exportGraph/ExportGraphDialog.tsx';
import { FilePopover } from '../overlay/FilePopover.tsx';
import { GetModelDialog } from '../overlay/GetModelDialog.tsx';
import { ShortcutSheet } from '../overlay/ShortcutSheet.tsx';
import { SettingsDialog } from '../overlay/settings/SettingsDialog.tsx';
import { SweepDialog } from '../overlay/sweep/SweepDialog.tsx';
import { SweepSheet } from '../overlay/sweep/SweepSheet.tsx';
import { Toasts } from '../overlay/Toasts.tsx';
import { Viewer } from '../overlay/Viewer.tsx';
import { PalettePopover } from '../palette/PalettePopover.tsx';
import { SearchBar } from '../search/SearchBar.tsx';
import { StartPage } from '../start/StartPage.tsx';
import { Breadcrumbs } from './Breadcrumbs.tsx';
import { CanvasHost } from './CanvasHost.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { MissingModelsNotice } from './MissingModelsNotice.tsx';
import { Rail } from './Rail.tsx';
import { TabStrip } from './TabStrip.tsx';
import { TopBar } from './TopBar.tsx';
import { ViewTools } from './ViewTools.tsx';

/** The whole window. */
export function Shell() {
  const app = useApp();
  useEffect(() => listenToKeys(app), [app]);
  useEffect(() => listenToClipboard(app), [app]);
  return (
    <div class="shell">
      <div class="shell-body">
        <TopBar />
        <TabStrip />
        <AppView />
        <div class="middle" hidden={app.ui.appView.value}>
          <Rail />
          <main class="centre">
            <div class="canvas-area">
              <CanvasHost />
              <Breadcrumbs />
              <EmptyCanvas />
              <MissingModelsNotice />
              <ViewTools />
              <SearchBar />
            </div>
            <Drawer />
          </main>
          {app.preferences.values.value.inspector && <Inspector />}
        </div>
      </div>
      <PalettePopover />
      <ContextMenu />
      <FilePopover />
      <StartPage />
      <Explorer />
      <GalleryDialog />
      <Viewer />
      <ShortcutSheet />
      <SettingsDialog />
      <GetModelDialog />
      <SweepDialog />
      <SweepSheet />
      <ExportGraphDialog />
      <DropZone />
      <Guide />
      <Toasts />
    </div>
  );
}
