import type { PairFilter } from '@core/model/pair-filter';
import { navigate, parseRoute } from '../../shared/route';

/**
 * Makes another filter of the one in the address.
 * @param replace the change goes on with the one before, as while a brush is drawn
 */
export function editFilter(change: (filter: PairFilter) => PairFilter, replace = false): void {
  const route = parseRoute(location.hash);
  if (route.screen === 'explore')
    navigate({ ...route, filter: change(route.filter), unreadable: false }, { replace });
}
