import type { Menu } from 'electron';
import { type MenuActions, type MenuContent, menuTemplate, shapeOf } from './menu.ts';

type Menus = Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;

/** Keeps the menus to what they are made of. @returns what is to be called when that may have changed */
export function keepApplicationMenu(menus: Menus, content: () => MenuContent, actions: MenuActions): () => void {
  let shape = '';
  let menu: Pick<Menu, 'getMenuItemById'> | undefined;
  return () => {
    const now = content();
    if (!menu || shapeOf(now) !== shape) {
      shape = shapeOf(now);
      const built = menus.buildFromTemplate(menuTemplate(now, actions));
      menus.setApplicationMenu(built);
      menu = built;
      return;
    }
    for (const { id, enabled, native } of now.commands) {
      const item = native ? null : menu.getMenuItemById(id);
      if (item) item.enabled = enabled;
    }
  };
}
