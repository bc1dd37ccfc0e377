import { always, type Command } from './command.ts';

export const galleryCommands: readonly Command[] = [
  {
    id: 'gallery',
    section: 'View',
    keys: ['G'],
    enabled: always,
    run: ({ ui }) => {
      ui.gallery.value = true;
    },
  },
];
