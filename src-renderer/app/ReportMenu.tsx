import { ChevronDown, Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { REPORT_FORMATS, REPORT_FORMAT_NAMES, type ReportFormat } from '@core/model/report';
import { Keys } from '../shared/commands/Keys';
import { saveReport, useReport } from '../shared/save-report';
import { Button } from '../shared/ui/Button';

/** Keys by format; the formats for other programs have none. */
export const REPORT_KEYS: Readonly<Partial<Record<ReportFormat, string>>> = {
  html: 'r h',
  pdf: 'r p',
  md: 'r m',
  json: 'r j',
};

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
          {REPORT_FORMAT_NAMES.map((format) => (
            <MenuItem
              key={format}
              className="menu-item"
              textValue={REPORT_FORMATS[format].label}
              onAction={() => void saveReport(workspace, format)}
            >
              <span className="menu-label">{REPORT_FORMATS[format].label}</span>
              <span className="menu-detail">{REPORT_FORMATS[format].detail}</span>
              {REPORT_KEYS[format] !== undefined && <Keys keys={REPORT_KEYS[format]} />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
