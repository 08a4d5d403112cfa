import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import type { PairFilter } from '@core/model/pair-filter';
import { formatRoute, pairsRoute } from '../../shared/route';

interface PairsLinkProps {
  workspace: string;
  filter: PairFilter;
  /** What stands behind the link, for screen readers, where the text alone does not say it. */
  label?: string;
  children: ReactNode;
}

/** A figure that opens the pairs behind it. */
export function PairsLink({ workspace, filter, label, children }: PairsLinkProps) {
  return (
    <Link
      href={formatRoute(pairsRoute(workspace, filter))}
      className="pairs-link"
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
      <ArrowUpRight className="icon small-icon faint" aria-hidden />
    </Link>
  );
}
