import { Search } from 'lucide-react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { Keys } from '../shared/commands/Keys';
import type { Command } from '../shared/commands/command';
import { useCurrentCommands } from '../shared/commands/registry';
import { groupCommands } from './group-commands';
import { useUi } from './ui-state';

/** Every command by its name. */
export function Palette() {
  const open = useUi((state) => state.overlay === 'palette');
  const setOverlay = useUi((state) => state.setOverlay);
  const commands = useCurrentCommands();
  const { contains } = useFilter({ sensitivity: 'base' });
  const run = (command: Command) => {
    setOverlay(null);
    command.run();
  };
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => setOverlay(isOpen ? 'palette' : null)}
      isDismissable
      className="overlay"
    >
      <Modal className="modal">
        <Dialog aria-label="Commands">
          <Autocomplete filter={contains}>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opens the palette wants to type */}
            <SearchField aria-label="Find a command" autoFocus className="palette-field">
              <Search className="icon faint" aria-hidden />
              <Input placeholder="Find a command" />
            </SearchField>
            <Menu
              className="menu palette-list"
              renderEmptyState={() => <p className="palette-none">No such command</p>}
            >
              {groupCommands(commands).map(([group, members]) => (
                <MenuSection key={group} aria-label={group}>
                  <Header className="menu-header">{group}</Header>
                  {members.map((command) => (
                    <MenuItem
                      key={command.id}
                      id={command.id}
                      textValue={command.title}
                      className="menu-item"
                      onAction={() => run(command)}
                    >
                      <span className="menu-label">{command.title}</span>
                      {command.keys !== undefined && <Keys keys={command.keys} />}
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
