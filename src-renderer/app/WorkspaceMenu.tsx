import { ChevronDown, FilePlus2, FolderOpen } from 'lucide-react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { RecentWorkspace } from '@core/model/api';
import { formatCount } from '@core/model/format';
import { useAppState } from '../shared/api/queries';
import { Keys } from '../shared/commands/Keys';
import { chooseLogs } from '../shared/open-logs';
import { navigate } from '../shared/route';
import { Button } from '../shared/ui/Button';

const SHOWN = 12;

/** Switches to another workspace, or opens logs. */
export function WorkspaceMenu({ workspace, name }: { workspace: string | null; name: string | null }) {
  const { data } = useAppState();
  const recent: readonly RecentWorkspace[] = (data?.recent ?? []).slice(0, SHOWN);
  const known = recent.find((entry) => entry.id === workspace);
  const title = name ?? known?.name ?? (workspace === null ? 'No workspace' : 'Workspace');
  return (
    <MenuTrigger>
      <Button kind="quiet" aria-label={`Workspace: ${title}`}>
        <span className="app-title clip">{title}</span>
        <ChevronDown className="icon faint" aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom start" offset={4}>
        <Menu className="menu" aria-label="Workspaces">
          <MenuItem className="menu-item" onAction={() => void chooseLogs(null)} textValue="Open logs">
            <FolderOpen className="icon" aria-hidden />
            <span className="menu-label">Open logs…</span>
            <Keys keys="o" />
          </MenuItem>
          {workspace !== null && (
            <MenuItem className="menu-item" onAction={() => void chooseLogs(workspace)} textValue="Add logs">
              <FilePlus2 className="icon" aria-hidden />
              <span className="menu-label">Add logs to this workspace…</span>
              <Keys keys="a" />
            </MenuItem>
          )}
          <Separator className="menu-line" />
          <MenuSection>
            <Header className="menu-header">Recent workspaces</Header>
            {recent.map((entry) => (
              <MenuItem
                key={entry.id}
                id={entry.id}
                className="menu-item"
                textValue={entry.name}
                isDisabled={!entry.available}
                onAction={() => navigate({ screen: 'overview', workspace: entry.id })}
              >
                <span className="menu-check">{entry.id === workspace ? '•' : ''}</span>
                <span className="menu-label">{entry.name}</span>
                <span className="menu-detail">
                  {entry.available ? formatCount(entry.pairs) : 'folder is gone'}
                </span>
              </MenuItem>
            ))}
            <MenuItem className="menu-item" onAction={() => navigate({ screen: 'start' })} textValue="All">
              <span className="menu-check" />
              <span className="menu-label">All workspaces</span>
              <Keys keys="g s" />
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
