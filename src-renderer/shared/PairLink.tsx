import type { ReactNode } from 'react';
import type { PairSet } from '@core/model/judge-trust';
import { PairsLink } from './ui/PairsLink';

/** A figure of the judge as a link to its pairs; plain text where there are none. */
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
    <PairsLink workspace={workspace} filter={pairs.filter}>
      {children}
    </PairsLink>
  );
}
