import type { RejectPage } from '@core/model/api';
import { formatCount } from '@core/model/format';
import type { RejectCode } from '@core/model/import';
import { REJECT_LABEL } from '../../shared/labels';
import { formatRoute } from '../../shared/route';

interface CodeFilterProps {
  workspace: string;
  code: RejectCode | null;
  byCode: RejectPage['byCode'];
  all: number;
}

/** How many lines were rejected for what; each is a link that shows only those. */
export function CodeFilter({ workspace, code, byCode, all }: CodeFilterProps) {
  const choices = [{ code: null, count: all }, ...byCode.filter((entry) => entry.count > 0)];
  return (
    <nav className="code-filter" aria-label="Filter by reason">
      {choices.map((choice) => (
        <a
          key={choice.code}
          href={formatRoute({ screen: 'rejects', workspace, code: choice.code, offset: 0 })}
          aria-current={choice.code === code ? 'true' : undefined}
        >
          {choice.code === null ? 'all' : (REJECT_LABEL[choice.code] ?? choice.code)}{' '}
          <span className="faint">{formatCount(choice.count)}</span>
        </a>
      ))}
    </nav>
  );
}
