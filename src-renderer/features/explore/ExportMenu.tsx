import { ChevronDown, Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ExportFormat } from '@core/model/api/explore';
import { formatCount } from '@core/model/format';
import type { PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { useExportJob } from '../../shared/export-job';

const FORMATS: readonly { format: ExportFormat; label: string; detail: string }[] = [
  { format: 'csv', label: 'CSV', detail: 'for spreadsheets; formulas are neutralised' },
  { format: 'jsonl', label: 'JSON Lines', detail: 'one object a pair' },
  { format: 'parquet', label: 'Parquet', detail: 'for data tools; columns keep their types' },
];

interface ExportMenuProps {
  workspace: string;
  filter: PairFilter;
  sort: PairSort;
  total: number;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Writes the selected pairs to a file: with all columns and texts, in the order shown. */
export function ExportMenu(props: ExportMenuProps) {
  const { workspace, filter, sort, total, isOpen, onOpenChange } = props;
  const isRunning = useExportJob(({ job }) => job?.status === 'running');
  const start = useExportJob((state) => state.start);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button kind="quiet" aria-label={isRunning ? 'Exporting' : 'Export'} isDisabled={total === 0}>
        <Download className="icon" aria-hidden />
        <span className="explore-label">{isRunning ? 'Exporting…' : 'Export'}</span>
        <ChevronDown className="icon faint" aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Menu
          className="menu"
          aria-label={`Export ${formatCount(total)} ${plural(total, 'pair')} with all columns as`}
        >
          {FORMATS.map(({ format, label, detail }) => (
            <MenuItem
              key={format}
              isDisabled={isRunning}
              className="menu-item"
              textValue={label}
              onAction={() => start({ workspace, filter, sort, format })}
            >
              <span className="menu-label">{label}</span>
              <span className="menu-detail">{detail}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
