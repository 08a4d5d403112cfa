import { ChevronDown, Columns3, ListOrdered, Rows2, Rows3 } from 'lucide-react';
import { memo } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { RowPage, SearchProgress, TableLayout } from '@core/model/api/explore';
import { QUEUES, type Queue } from '@core/model/explore-queues';
import { formatCount } from '@core/model/format';
import type { PairColumn } from '@core/model/pair-columns';
import type { PairFilter, TextCondition } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import { safeText } from '@core/model/visible-text';
import { Keys } from '../../shared/commands/Keys';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { ExportMenu } from './ExportMenu';
import { SearchBox } from './SearchBox';
import { toggled } from './table-layout';

interface ToolbarProps {
  workspace: string;
  filter: PairFilter;
  sort: PairSort;
  known: readonly PairColumn[];
  layout: TableLayout;
  page: RowPage | undefined;
  search: SearchProgress | null;
  /** Which menu a key has opened. */
  menu: ToolbarMenu | null;
  onMenu: (menu: ToolbarMenu | null) => void;
  onLayout: (layout: TableLayout) => void;
  onQueue: (queue: Queue) => void;
  onSearch: (condition: TextCondition) => void;
}

export type ToolbarMenu = 'queues' | 'columns' | 'export';

/** What the table shows, and how. */
export const Toolbar = memo(function Toolbar(props: ToolbarProps) {
  const { workspace, filter, sort, known, layout, page, search, menu, onMenu, onLayout, onQueue, onSearch } =
    props;
  const opening = (name: ToolbarMenu) => ({
    isOpen: menu === name,
    onOpenChange: (isOpen: boolean) => onMenu(isOpen ? name : null),
  });
  const twoLines = layout.lines === 2;
  return (
    <div className="explore-bar" role="toolbar" aria-label="Table">
      <MenuTrigger {...opening('queues')}>
        <Button>
          <ListOrdered className="icon" aria-hidden />
          Worst first
          <ChevronDown className="icon faint" aria-hidden />
        </Button>
        <Popover className="popover" placement="bottom start" offset={4}>
          <Menu className="menu" aria-label="Queues">
            {QUEUES.map((queue) => (
              <MenuItem
                key={queue.id}
                className="menu-item"
                textValue={queue.title}
                onAction={() => onQueue(queue)}
              >
                <span className="menu-label">{queue.title}</span>
                <span className="menu-detail clip">{queue.about}</span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <SearchBox onSearch={onSearch} />
      <output className="explore-count">{page && countText(page, search)}</output>
      <span className="app-header-space" />
      <Button
        kind="quiet"
        square
        aria-label={twoLines ? 'One line a pair' : 'Two lines a pair'}
        onPress={() => onLayout({ ...layout, lines: twoLines ? 1 : 2 })}
      >
        {twoLines ? <Rows3 className="icon" aria-hidden /> : <Rows2 className="icon" aria-hidden />}
      </Button>
      <MenuTrigger {...opening('columns')}>
        <Button kind="quiet">
          <Columns3 className="icon" aria-hidden />
          <span className="explore-label">Columns</span> <Keys keys="c" />
        </Button>
        <Popover className="popover" placement="bottom end" offset={4}>
          <Menu
            className="menu"
            aria-label="Columns"
            selectionMode="multiple"
            selectedKeys={layout.columns.map(({ name }) => name)}
            onSelectionChange={(keys) => {
              if (keys === 'all') return;
              const changed = known.find(
                ({ name }) => keys.has(name) !== layout.columns.some((column) => column.name === name),
              );
              if (changed) onLayout(toggled(layout, changed));
            }}
          >
            <MenuSection>
              <Header className="menu-header">Shown in the table</Header>
              {known.map((column) => (
                <MenuItem
                  key={column.name}
                  id={column.name}
                  className="menu-item"
                  textValue={safeText(column.label)}
                >
                  {({ isSelected }) => (
                    <>
                      <span className="menu-check">{isSelected ? '✓' : ''}</span>
                      <span className="menu-label">{safeText(column.label)}</span>
                    </>
                  )}
                </MenuItem>
              ))}
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      <ExportMenu {...{ workspace, filter, sort }} total={page?.total ?? 0} {...opening('export')} />
    </div>
  );
});

function countText({ total, all }: RowPage, search: SearchProgress | null): string {
  const count = total === all ? formatCount(all) : `${formatCount(total)} of ${formatCount(all)}`;
  const noun = plural(all, 'pair');
  if (search === null) return `${count} ${noun}`;
  const share = search.bytes > 0 ? Math.floor((100 * search.scanned) / search.bytes) : 0;
  return `${count} ${noun} so far · ${share} % of the texts searched`;
}
