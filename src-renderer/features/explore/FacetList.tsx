import { useDeferredValue } from 'react';
import type { Facet } from '@core/model/api/explore';
import type { PairFilter } from '@core/model/pair-filter';
import { useFacets } from '../../shared/api/explore-queries';
import { toProblem } from '../../shared/api/problem';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { BarsFacet } from './BarsFacet';
import { HistogramFacet } from './HistogramFacet';

interface FacetListProps {
  workspace: string;
  filter: PairFilter;
  /** @param replace the change goes on with the one before, as while a brush is drawn */
  onFilter: (filter: PairFilter, replace: boolean) => void;
}

/** How all pairs and the selected ones spread over each column; each facet filters. */
export function FacetList({ workspace, filter, onFilter }: FacetListProps) {
  // The table comes first: the host answers one question after the other.
  const asked = useDeferredValue(filter);
  const { data, error, isPending, isPlaceholderData, refetch } = useFacets(workspace, { filter: asked });
  return (
    <aside className="facets" aria-label="Facets" aria-busy={isPlaceholderData || asked !== filter}>
      {isPending && <Skeleton label="Counting" heights={[72, 96, 160, 72, 72]} />}
      {error && (
        <ProblemPanel
          problem={toProblem(error)}
          actions={<Button onPress={() => void refetch()}>Try again</Button>}
        />
      )}
      {data?.facets.map((facet) => (
        <FacetOf key={facet.column.name} facet={facet} filter={filter} onFilter={onFilter} />
      ))}
    </aside>
  );
}

function FacetOf({ facet, ...rest }: { facet: Facet } & Pick<FacetListProps, 'filter' | 'onFilter'>) {
  return facet.kind === 'histogram' ? (
    <HistogramFacet facet={facet} {...rest} />
  ) : (
    <BarsFacet facet={facet} {...rest} />
  );
}
