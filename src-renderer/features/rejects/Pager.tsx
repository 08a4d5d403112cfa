import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { RejectPage } from '@core/model/api';
import { formatCount } from '@core/model/format';
import type { RejectCode } from '@core/model/import';
import { navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';

interface PagerProps {
  workspace: string;
  code: RejectCode | null;
  page: RejectPage;
  /** Rows a page. */
  size: number;
}

/** Which rows are shown, and the way to the others. */
export function Pager({ workspace, code, page, size }: PagerProps) {
  const { total, offset, rows } = page;
  const go = (to: number) => navigate({ screen: 'rejects', workspace, code, offset: Math.max(0, to) });
  return (
    <nav className="pager" aria-label="Pages">
      <Button
        kind="quiet"
        square
        aria-label="Previous page"
        isDisabled={offset === 0}
        onPress={() => go(offset - size)}
      >
        <ChevronLeft className="icon" aria-hidden />
      </Button>
      <output>
        {rows.length === 0 ? 'none' : `${formatCount(offset + 1)}–${formatCount(offset + rows.length)}`} of{' '}
        {formatCount(total)}
      </output>
      <Button
        kind="quiet"
        square
        aria-label="Next page"
        isDisabled={offset + size >= total}
        onPress={() => go(offset + size)}
      >
        <ChevronRight className="icon" aria-hidden />
      </Button>
    </nav>
  );
}
