import { useApp } from '../app/context.ts';
import { fileName } from '../app/writtenFiles.ts';

interface Props {
  readonly path: string;
  readonly class?: string;
}

/** Shows a written file in its folder, or downloads it. */
export function FileButton({ path, class: className = 'link-button' }: Props) {
  const { written } = useApp();
  return (
    <button
      type="button"
      class={className}
      aria-label={`${written.action}: ${fileName(path)}`}
      onClick={() => void written.get(path)}
    >
      {written.action}
    </button>
  );
}
