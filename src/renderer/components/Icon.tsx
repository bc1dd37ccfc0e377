/** Line icons on a grid of 16, drawn for this program. */
const paths = {
  'chevron-down': 'M4 6.5 8 10.5 12 6.5',
  'chevron-left': 'M9.5 4 5.5 8 9.5 12',
  'chevron-right': 'M6.5 4 10.5 8 6.5 12',
  'chevron-up': 'M4 9.5 8 5.5 12 9.5',
  close: 'M4 4 12 12 M12 4 4 12',
  play: 'M5 3.2 12.5 8 5 12.8Z',
  'to-start': 'M4.5 4v8 M11.5 4 7.5 8 11.5 12',
  pause: 'M5.5 3.5v9 M10.5 3.5v9',
  stop: 'M4.5 4.5h7v7h-7Z',
  live: 'M2 8h2.5L6.5 3.5l3 9L11.5 8H14',
  plus: 'M8 3.5v9 M3.5 8h9',
  minus: 'M3.5 8h9',
  frame: 'M2.5 5.5v-3h3 M10.5 2.5h3v3 M13.5 10.5v3h-3 M5.5 13.5h-3v-3',
  several: 'M2.5 2.5h6v6h-6Z M11.5 5.5h2v8h-8v-2',
  map: 'M2.5 4.5 6 3l4 1.5L13.5 3v8.5L10 13l-4-1.5L2.5 13Z M6 3v8.5 M10 4.5V13',
  workflows: 'M2.5 4.5h4l1 1.5h6v6.5h-11Z',
  folder: 'M2.5 4.5h4l1 1.5h6v6.5h-11Z',
  models: 'M8 2.5 13.5 5.3 8 8 2.5 5.3Z M2.5 8 8 10.8 13.5 8 M2.5 10.7 8 13.5 13.5 10.7',
  queue: 'M2.5 4h11 M2.5 8h6 M2.5 12h6 M10.5 7.8 14 10 10.5 12.2Z',
  gallery: 'M2.5 2.5h4.7v4.7H2.5Z M8.8 2.5h4.7v4.7H8.8Z M2.5 8.8h4.7v4.7H2.5Z M8.8 8.8h4.7v4.7H8.8Z',
  star: 'M8 2.4 9.7 6l3.9.5-2.9 2.7.8 3.9L8 11.2l-3.5 1.9.8-3.9L2.4 6.5 6.3 6Z',
  outline: 'M3 4h2 M7 4h6 M5.5 8h1.5 M9 8h4 M5.5 12h1.5 M9 12h4',
  app: 'M2.5 3.5h11v9h-11Z M6.5 3.5v9 M9 6.5h2 M9 9h2',
  inspector: 'M2.5 3.5h11v9h-11Z M9.5 3.5v9',
  drawer: 'M2.5 3.5h11v9h-11Z M2.5 9h11',
  search: 'M7 11.5A4.5 4.5 0 1 0 7 2.5a4.5 4.5 0 0 0 0 9Z M10.3 10.3 13.5 13.5',
  image: 'M2.5 3.5h11v9h-11Z M2.5 11 6 7.5l3 3 1.8-1.8 2.7 2.7 M10.8 6.3h.01',
  dice: 'M3 3h10v10H3Z M5.7 5.7h.01 M10.3 5.7h.01 M8 8h.01 M5.7 10.3h.01 M10.3 10.3h.01',
  reset: 'M3.2 6.5A5.2 5.2 0 1 1 2.8 9 M3 3v3.5h3.5',
  pin: 'M6 2.5h4l-.6 4.2 2.1 2.3h-7l2.1-2.3Z M8 9v4.5',
  warning: 'M8 2.8 14 13H2Z M8 6.8v2.7 M8 11.3h.01',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z M8 5v3.6 M8 10.8h.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z M8 7.4V11 M8 5.2h.01',
  block: 'M3 5.5h7.5V13H3Z M5.5 5.5V3H13v7.5h-2.5',
  pencil: 'M3.2 12.8 4 9.8 10.6 3.2l2.2 2.2L6.2 12Z M9.3 4.5l2.2 2.2',
  trash: 'M3.5 4.5h9 M6.5 4.5V3h3v1.5 M4.8 4.5 5.3 13h5.4l.5-8.5',
  check: 'M3.5 8.5 6.7 11.5 12.5 4.8',
  wire: 'M2.5 8h.01 M13.5 8h.01 M3.5 8C6.5 2.5 9.5 13.5 12.5 8',
  save: 'M3 3h8l2 2v8H3Z M5.5 3v3.5h4.5V3 M5.5 13V9.5h5V13',
  copy: 'M5.5 5.5h7.5v7.5h-7.5Z M10.5 5.5v-2.5h-7.5v7.5h2.5',
  open: 'M6 3H3v10h10v-3 M8.5 3H13v4.5 M13 3 7 9',
  theme: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z M8 2v12 M8 5 13 5.5 M8 8h6 M8 11l5-.5',
  keyboard: 'M1.8 4.5h12.4v7H1.8Z M4.3 7h.01 M6.8 7h.01 M9.3 7h.01 M11.8 7h.01 M5 9.3h6',
  settings:
    'M2.5 5h6 M11.7 5h1.8 M10.1 6.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z M13.5 11h-6 M4.3 11H2.5 M5.9 12.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2Z',
  pulse: 'M2 8h3l1.5-3.5 3 7L11 8h3',
  eye: 'M1.5 8C3.2 5 5.4 3.5 8 3.5S12.8 5 14.5 8C12.8 11 10.6 12.5 8 12.5S3.2 11 1.5 8Z M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  brush: 'M13.5 2.5 7 9 M8.6 10.4C8.2 12.6 5.8 13.6 2.5 13.2C3.6 12.6 3.6 11.8 4 10.8A2.6 2.6 0 0 1 8.6 10.4Z',
  explore: 'M2.5 2.5h11v11h-11Z M8 2.5v11 M2.5 8h11 M10.2 5.8h.01',
  more: 'M3.5 8h.01 M8 8h.01 M12.5 8h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** Two points joined by an arc: the shortest way between them on a sphere. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M5 17C6.5 8 13.5 4.6 19 7" />
      <circle class="from" cx="5" cy="17" r="2.6" />
      <circle class="to" cx="19" cy="7" r="2.6" />
    </svg>
  );
}
