import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Keys } from '../shared/commands/Keys';
import { useCurrentCommands } from '../shared/commands/registry';
import { Button } from '../shared/ui/Button';
import { groupCommands } from './group-commands';
import { useUi } from './ui-state';

/** The keys that do something right now. */
export function KeysOverlay() {
  const open = useUi((state) => state.overlay === 'keys');
  const setOverlay = useUi((state) => state.setOverlay);
  const bound = useCurrentCommands().filter((command) => command.keys !== undefined);
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => setOverlay(isOpen ? 'keys' : null)}
      isDismissable
      className="overlay"
    >
      <Modal className="modal">
        <Dialog className="keys-overlay">
          <header>
            <Heading slot="title">Keys of this screen</Heading>
            <Button kind="quiet" slot="close">
              Close
            </Button>
          </header>
          <div className="keys-groups">
            {groupCommands(bound).map(([group, commands]) => (
              <section key={group}>
                <h3 className="menu-header">{group}</h3>
                <ul>
                  {commands.map((command) => (
                    <li key={command.id}>
                      <span>{command.title}</span>
                      <Keys keys={command.keys ?? ''} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
