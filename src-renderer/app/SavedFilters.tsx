import { Bookmark, ChevronDown, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { describeFilter } from '@core/model/describe-filter';
import type { PairFilter } from '@core/model/pair-filter';
import { safeText } from '@core/model/visible-text';
import { useExploreSettings } from '../shared/api/explore-settings';
import { pairsRoute, type Route, navigate } from '../shared/route';
import { Button } from '../shared/ui/Button';

interface SavedFiltersProps {
  workspace: string;
  route: Route;
  filter: PairFilter;
}

/** Filters with names, kept in the workspace. */
export function SavedFilters({ workspace, route, filter }: SavedFiltersProps) {
  const { settings, save } = useExploreSettings(workspace);
  const [name, setName] = useState('');
  const sort = route.screen === 'explore' ? route.sort : [];
  const current = settings.filters.find((saved) => JSON.stringify(saved.filter) === JSON.stringify(filter));
  const keep = () => {
    const others = settings.filters.filter((saved) => saved.name !== name.trim());
    save({ ...settings, filters: [...others, { name: name.trim(), filter, sort }] });
    setName('');
  };
  return (
    <DialogTrigger>
      <Button kind="quiet">
        <Bookmark className="icon" aria-hidden />
        {filter.length > 0 && current ? safeText(current.name) : 'Saved'}
        <ChevronDown className="icon faint" aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog aria-label="Saved filters" className="saved-filters">
          {({ close }) => (
            <>
              {settings.filters.length === 0 && (
                <p className="faint">No filter is saved in this workspace yet.</p>
              )}
              <ul>
                {settings.filters.map((saved) => (
                  <li key={saved.name}>
                    <Button
                      kind="quiet"
                      onPress={() => {
                        close();
                        navigate(pairsRoute(workspace, saved.filter, saved.sort));
                      }}
                    >
                      <span className="strong">{safeText(saved.name)}</span>
                      <span className="menu-detail clip">{describeFilter(saved.filter)}</span>
                    </Button>
                    <Button
                      kind="quiet"
                      square
                      aria-label={`Delete ${safeText(saved.name)}`}
                      onPress={() =>
                        save({
                          ...settings,
                          filters: settings.filters.filter((other) => other.name !== saved.name),
                        })
                      }
                    >
                      <Trash2 className="icon" aria-hidden />
                    </Button>
                  </li>
                ))}
              </ul>
              {filter.length > 0 && (
                <form
                  className="filter-form"
                  onSubmit={(event) => {
                    event.preventDefault();
                    if (name.trim() !== '') keep();
                  }}
                >
                  <label>
                    Save this filter as
                    <input
                      value={name}
                      maxLength={80}
                      onChange={(event) => setName(event.currentTarget.value)}
                    />
                  </label>
                  <Button kind="primary" type="submit" isDisabled={name.trim() === ''}>
                    Save
                  </Button>
                </form>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
