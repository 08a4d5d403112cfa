import { ArrowUpRight } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { describeFilter } from '@core/model/describe-filter';
import type { PairFilter } from '@core/model/pair-filter';
import type { PairSort } from '@core/model/pair-sort';
import { formatRoute, pairsRoute } from '../route';

/** The filter that the figures of a screen are of: their pairs are among its pairs. */
export const WithinFilter = createContext<PairFilter>([]);

interface PairsLinkProps {
  workspace: string;
  filter: PairFilter;
  sort?: PairSort | undefined;
  /** For screen readers, where the text alone does not say what stands behind it. */
  label?: string;
  /** Marked as a link also where it is not the only figure of its line. */
  arrow?: boolean;
  children: ReactNode;
}

/** A figure that opens the pairs it stands on. */
export function PairsLink({ workspace, filter: own, sort, label, arrow = false, children }: PairsLinkProps) {
  const filter = [...useContext(WithinFilter), ...own];
  return (
    <a
      href={formatRoute(pairsRoute(workspace, filter, sort))}
      className="pairs-link"
      title={`Show the pairs: ${describeFilter(filter)}`}
      {...(label !== undefined && { 'aria-label': label })}
    >
      {children}
      {arrow && <ArrowUpRight className="icon small-icon faint" aria-hidden />}
    </a>
  );
}
