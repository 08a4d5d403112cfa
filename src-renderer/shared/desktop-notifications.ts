import { useSyncExternalStore } from 'react';
import { type Alert, describeAlert } from '@core/model/alert';

/** Whether alerts go to the desktop: they do, nobody was asked yet, they are not let through, or there are none. */
export type DesktopNotifications = 'on' | 'ask' | 'blocked' | 'none';

const STATES = { granted: 'on', default: 'ask', denied: 'blocked' } as const;
const listeners = new Set<() => void>();

function present(): DesktopNotifications {
  return 'Notification' in window ? STATES[Notification.permission] : 'none';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  let status: PermissionStatus | null = null;
  void navigator.permissions?.query({ name: 'notifications' }).then(
    (found) => {
      status = found;
      if (listeners.has(listener)) status.addEventListener('change', listener);
    },
    () => {},
  );
  return () => {
    listeners.delete(listener);
    status?.removeEventListener('change', listener);
  };
}

export function useDesktopNotifications(): DesktopNotifications {
  return useSyncExternalStore(subscribe, present);
}

/** Asks the analyst, where nobody was asked yet. Call it while a click or a key is handled. */
export async function askForNotifications(): Promise<void> {
  if (present() !== 'ask') return;
  await Notification.requestPermission().catch(() => {});
  for (const listener of listeners) listener();
}

/** On the desktop, where the analyst has allowed it; the alert stands in the window in any case. */
export function notifyOfAlert(alert: Alert, onClick: () => void): void {
  if (present() !== 'on') return;
  const title = alert.kind === 'alert' ? 'Gnomon: alert' : 'Gnomon: all clear';
  const shown = new Notification(title, { body: describeAlert(alert), tag: alert.id });
  shown.addEventListener('click', () => {
    window.focus();
    onClick();
    shown.close();
  });
}
