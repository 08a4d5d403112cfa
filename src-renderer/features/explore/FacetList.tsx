import { usePrefetchQuery } from '@tanstack/react-query';
import { memo, useDeferredValue } from 'react';
import type { Facet } from '@core/model/api/explore';
import type { PairFilter } from '@core/model/pair-filter';
import { facetsQuery, useFacets } from '../../shared/api/explore-queries';
import { toProblem } from '../../shared/api/problem';
import { Button } from '../../shared/ui/Button';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { BarsFacet } from './BarsFacet';
import { HistogramFacet } from './HistogramFacet';

/** How all pairs and the selected ones spread over each column; each facet filters. */
export const FacetList = memo(function FacetList(props: { workspace: string; filter: PairFilter }) {
  const { workspace, filter } = props;
  // Asked for at once, and drawn when the table is: the host answers one question after the other.
  usePrefetchQuery(facetsQuery(workspace, { filter }));
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
        <FacetOf
          key={facet.column.name}
          facet={facet}
          own={filter.filter((condition) => 'column' in condition && condition.column === facet.column.name)}
        />
      ))}
    </aside>
  );
});

interface FacetOfProps {
  facet: Facet;
  /** Conditions on the facet's column. */
  own: PairFilter;
}

/** Drawn again only when its counts or its own conditions change. */
const FacetOf = memo(
  function FacetOf({ facet, own }: FacetOfProps) {
    return facet.kind === 'histogram' ? (
      <HistogramFacet facet={facet} own={own} />
    ) : (
      <BarsFacet facet={facet} own={own} />
    );
  },
  (before, now) => before.facet === now.facet && JSON.stringify(before.own) === JSON.stringify(now.own),
);
