import type { ReactNode } from 'react';
import { describeFilter } from '@core/model/describe-filter';
import type { PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import { formatRoute, pairsRoute } from '../route';

interface PairsLinkProps {
  workspace: string;
  filter: PairFilter;
  sort?: PairSort | undefined;
  children: ReactNode;
}

/** A figure that opens the pairs it stands on. */
export function PairsLink({ workspace, filter, sort, children }: PairsLinkProps) {
  return (
    <a
      href={formatRoute(pairsRoute(workspace, filter, sort))}
      className="pairs-link"
      title={`Show the pairs: ${describeFilter(filter)}`}
    >
      {children}
    </a>
  );
}
