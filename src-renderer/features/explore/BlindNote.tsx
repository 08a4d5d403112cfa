import type { PairColumn } from '@core/model/pair-columns';
import { safeText } from '@core/model/visible-text';
import { tellingColumns } from '../../shared/filter/tells-arms';
import type { ExploreRoute } from '../../shared/route';
import { Button } from '../../shared/ui/Button';
import { toggleBlind } from './blind';

/** That the arms are hidden, what is left out for it, and whether the filter or the order could betray them. */
export function BlindNote({ route, known }: { route: ExploreRoute; known: readonly PairColumn[] }) {
  const telling = tellingColumns(route.filter, route.sort).map(
    (name) => known.find((column) => column.name === name)?.label ?? name,
  );
  return (
    <div className="explore-blind" role="status">
      <p>
        <strong>Blind.</strong> Outputs stand left and right by chance; columns that tell the arms apart,
        judge and labels are left out until you show the arms again.
        {telling.length > 0 && (
          <>
            {' '}
            The pairs are picked or ordered by {safeText(telling.join(', '))}, from which the arms may be
            guessed: a random sample tells nothing.
          </>
        )}
      </p>
      <Button onPress={() => toggleBlind(route)}>Show the arms</Button>
    </div>
  );
}
