interface Props {
  readonly fit: () => void;
  readonly actual: () => void;
}

/** Of a stage that `useZoom` moves. */
export function ZoomButtons({ fit, actual }: Props) {
  return (
    <>
      <button type="button" class="button" onClick={fit}>
        Fit
      </button>
      <button type="button" class="button" onClick={actual}>
        100 %
      </button>
    </>
  );
}
