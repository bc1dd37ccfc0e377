import { useCallback, useMemo } from 'preact/hooks';
import { changeParameter } from '../app/actions.ts';
import { useApp } from '../app/context.ts';
import { Popover } from '../components/Popover.tsx';
import { FileChoices } from '../controls/FileChoices.tsx';
import { texts } from '../text/texts.ts';

/** Chooses a file for a field on the canvas, beside it. */
export function FilePopover() {
  const app = useApp();
  const request = app.ui.file.value;
  const node = app.editor.workflow.value.nodes.find(({ id }) => id === request?.node);
  const anchor = useMemo(() => ({ current: request && { getBoundingClientRect: () => request.field } }), [request]);
  const close = useCallback(() => {
    app.ui.file.value = null;
  }, [app]);
  if (!request || !node) return null;
  const { parameter, kind, value } = request;
  const choose = (path: string) => {
    changeParameter(app, node.id, parameter, path);
    close();
  };
  return (
    <Popover anchor={anchor} close={close} label={texts.parameters.chooseFile[kind]}>
      <FileChoices wants={kind} value={value} choose={choose} />
    </Popover>
  );
}
