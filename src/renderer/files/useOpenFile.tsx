import { useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { takeFiles } from './takeFiles.ts';

/** A hidden file picker and what opens it: workflows, and pictures that carry one. */
export function useOpenFile(opened?: () => void) {
  const app = useApp();
  const input = useRef<HTMLInputElement>(null);
  const take = async (element: HTMLInputElement) => {
    await takeFiles(app, [...(element.files ?? [])]);
    element.value = '';
    opened?.();
  };
  const picker = (
    <input
      ref={input}
      type="file"
      hidden
      data-testid="open-file"
      accept=".arcspace,.json,application/json,image/png,image/svg+xml,.svg,image/jpeg,image/webp"
      onChange={(event) => void take(event.currentTarget)}
    />
  );
  return { picker, choose: () => input.current?.click() };
}
