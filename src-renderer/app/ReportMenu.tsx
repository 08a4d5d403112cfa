import { ChevronDown, Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ReportFormat } from '../shared/api/client';
import { Keys } from '../shared/commands/Keys';
import { saveReport, useReport } from '../shared/save-report';
import { Button } from '../shared/ui/Button';

const FORMATS: readonly { format: ReportFormat; label: string; detail: string; keys: string }[] = [
  { format: 'html', label: 'HTML', detail: 'one file, to read and print', keys: 'r h' },
  { format: 'md', label: 'Markdown', detail: 'for a ticket or a wiki', keys: 'r m' },
  { format: 'json', label: 'JSON', detail: 'for other tools', keys: 'r j' },
];

/** Saves the workspace's report. */
export function ReportMenu({ workspace }: { workspace: string }) {
  const saving = useReport((state) => state.saving);
  return (
    <MenuTrigger>
      <Button>
        <Download className="icon" aria-hidden />
        {saving === null ? 'Report' : 'Saving…'}
        <ChevronDown className="icon faint" aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label="Save the report as">
          {FORMATS.map(({ format, label, detail, keys }) => (
            <MenuItem
              key={format}
              className="menu-item"
              textValue={label}
              onAction={() => void saveReport(workspace, format)}
            >
              <span className="menu-label">{label}</span>
              <span className="menu-detail">{detail}</span>
              <Keys keys={keys} />
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
