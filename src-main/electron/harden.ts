import { dialog, shell, type App, type Session, type WebContents } from 'electron';
import { isOurs } from './origin';

/** To copy, and to tell of alerts on the desktop. */
const ALLOWED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Denies the pages every permission but to copy and to notify, and every device. */
export function denyPermissions(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission));
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED.has(permission)));
  session.setDevicePermissionHandler(() => false);
}

/** Keeps every page, now and later, on Gnomon's own addresses and in its own window. */
export function confineContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', stayHome);
    contents.on('will-redirect', stayHome);
    contents.on('will-frame-navigate', stayHome);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void offerLink(url, contents);
      return { action: 'deny' };
    });
  });
}

function stayHome(event: { url: string; preventDefault(): void }): void {
  if (!isOurs(event.url)) event.preventDefault();
}

/** Opens an https link in the user's browser once the user has seen its address and agreed. */
async function offerLink(address: string, contents: WebContents): Promise<void> {
  if (contents.isDestroyed() || !URL.canParse(address)) return;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address in your browser?',
    detail: url.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(url.href);
}
