import type { MenuItemConstructorOptions } from 'electron';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type Item = Role | MenuItemConstructorOptions;

/** The native menu as a template. */
export function menuTemplate(options: {
  dev: boolean;
  mac: boolean;
  openLogs: () => void;
}): MenuItemConstructorOptions[] {
  const { dev, mac, openLogs } = options;
  const open = { label: 'Open logs…', accelerator: 'CmdOrCtrl+O', click: openLogs };
  const separator = { type: 'separator' as const };
  const developer: Item[] = dev ? ['reload', 'toggleDevTools', separator] : [];
  const table: [string, Item[]][] = [
    ['File', [open, separator, mac ? 'close' : 'quit']],
    ['Edit', ['undo', 'redo', separator, 'cut', 'copy', 'paste', 'selectAll']],
    ['View', [...developer, 'resetZoom', 'zoomIn', 'zoomOut', separator, 'togglefullscreen']],
    ['Help', ['about']],
  ];
  const menus = table.map(([label, items]) => ({ label, submenu: items.map(toOptions) }));
  return mac ? [{ role: 'appMenu' }, ...menus] : menus;
}

function toOptions(item: Item): MenuItemConstructorOptions {
  return typeof item === 'string' ? { role: item } : item;
}
