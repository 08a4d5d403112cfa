import { ChevronDown } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from '../../shared/ui/Button';
import type { MappingProps } from './MappingTable';
import { targetLabel, targetsOf } from './target-label';

/** Columns that are not read, and what they could be read as. */
export function UnmappedColumns({ inspection, options, onChange }: MappingProps) {
  const { form, columns, unmapped, file } = inspection;
  return (
    <div className="unmapped">
      <h3 className="small faint">Not read; these stay in the log only</h3>
      <ul aria-label={`Columns of ${file} that are not read`}>
        {unmapped.map((path) => (
          <li key={path}>
            <span className="clip">{path}</span>
            <span className="clip mono soft">
              {columns.find((column) => column.path === path)?.samples.join('  ·  ')}
            </span>
            <MenuTrigger>
              <Button kind="quiet" aria-label={`Read as: ${path}`}>
                Read as
                <ChevronDown className="icon faint" aria-hidden />
              </Button>
              <Popover className="popover" placement="bottom end" offset={2}>
                <Menu
                  className="menu"
                  aria-label={`Read ${path} as`}
                  onAction={(target) =>
                    onChange({ ...options, mapping: { ...options.mapping, [String(target)]: path } })
                  }
                >
                  {targetsOf(form, path).map((target) => (
                    <MenuItem key={target} id={target} className="menu-item" textValue={wordsOf(target)}>
                      {wordsOf(target)}
                    </MenuItem>
                  ))}
                </Menu>
              </Popover>
            </MenuTrigger>
          </li>
        ))}
      </ul>
    </div>
  );
}

function wordsOf(target: string): string {
  const { arm, field } = targetLabel(target);
  if (arm === null) return field;
  return `${arm === 'prod' ? 'production' : 'shadow'} ${field}`;
}
