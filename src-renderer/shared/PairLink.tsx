import type { ReactNode } from 'react';
import type { PairSet } from '@core/model/judge-trust';
import { formatRoute, pairsRoute } from './route';

/** A figure as a link to the pairs behind it; plain text where there are none. */
export function PairLink({
  workspace,
  pairs,
  children,
}: {
  workspace: string;
  pairs: PairSet;
  children: ReactNode;
}) {
  if (pairs.filter === null) return children;
  return (
    <a className="figure-link" href={formatRoute(pairsRoute(workspace, pairs.filter))}>
      {children}
    </a>
  );
}
