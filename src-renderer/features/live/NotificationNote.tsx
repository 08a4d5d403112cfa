import { Button } from '../../shared/ui/Button';
import { askForNotifications, useDesktopNotifications } from '../../shared/desktop-notifications';

const ELSEWHERE = 'Alerts show here, in the strip below and in the title of the window';

/** Where alerts are told, and how to have them on the desktop. */
export function NotificationNote() {
  const state = useDesktopNotifications();
  return (
    <p className="soft small live-note">
      {state === 'on' && `${ELSEWHERE}, and on the desktop.`}
      {state === 'ask' && (
        <>
          {ELSEWHERE}. <Button onPress={() => void askForNotifications()}>Tell me on the desktop too</Button>
        </>
      )}
      {state === 'blocked' &&
        `${ELSEWHERE}. The browser keeps notifications of this address from the desktop; its settings for the address allow them.`}
      {state === 'none' && `${ELSEWHERE}. This browser has no notifications.`} To a chat or a pipeline:{' '}
      <code>gnomon watch</code> with <code>--webhook</code> or <code>--exit-on-alert</code>.
    </p>
  );
}
