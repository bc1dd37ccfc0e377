import type { ComponentChildren } from 'preact';
import { useApp } from '../app/context.ts';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';

/** What keeps pictures from being kept. */
export function GalleryNotes() {
  const { pictureGallery: gallery } = useApp();
  const view = gallery.view.value;
  const problem = gallery.problem.value ?? view?.problem;
  return (
    <>
      {problem && (
        <Note kind="warning">
          {problem.message} {problem.remedy}
        </Note>
      )}
      {view && !view.keeps && <Note kind="info">{texts.gallery.isOff}</Note>}
    </>
  );
}

function Note({ kind, children }: { readonly kind: 'warning' | 'info'; readonly children: ComponentChildren }) {
  return (
    <p class={`gallery-note ${kind}`} data-testid="gallery-note">
      <Icon name={kind} />
      <span>{children}</span>
    </p>
  );
}
