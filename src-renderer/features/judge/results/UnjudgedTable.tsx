import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { formatCount, formatMoment } from '@core/model/format';
import { visibleText } from '@core/model/visible-text';
import { useUnjudged } from '../../../shared/api/judge-queries';
import { pairHref } from '../../../shared/pair-href';
import { IconButton } from '../../../shared/ui/IconButton';
import { Panel } from '../../../shared/ui/Panel';
import { ORDER_WORDS, REASON_WORDS } from '../words';

const PAGE = 10;

/** Calls that gave no verdict, with what the server said. */
export function UnjudgedTable({ workspace, config }: { workspace: string; config: string }) {
  const [offset, setOffset] = useState(0);
  const { data } = useUnjudged(workspace, { config, offset, limit: PAGE });
  if (!data || data.total === 0) return null;
  const last = Math.min(offset + PAGE, data.total);
  return (
    <Panel title="Calls without a verdict" note={`n ${formatCount(data.total)}, newest first`}>
      <table className="unjudged" aria-label="Calls without a verdict">
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Shown</th>
            <th scope="col">Why</th>
            <th scope="col">What came</th>
            <th scope="col" className="num">
              Attempts
            </th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((game) => (
            <tr key={`${game.pair} ${game.order} ${game.repeat}`}>
              <th scope="row" className="mono clip">
                <a href={pairHref(workspace, game.pair)}>{game.pair}</a>
              </th>
              <td className="nowrap soft">{ORDER_WORDS[game.order]}</td>
              <td>{game.unjudged && REASON_WORDS[game.unjudged]}</td>
              <td className="clip soft" title={visibleText(game.error ?? game.raw ?? '')}>
                {visibleText(game.error ?? game.raw ?? '')}
              </td>
              <td className="num">{formatCount(game.attempt)}</td>
              <td className="nowrap faint">{formatMoment(game.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > PAGE && (
        <div className="button-row">
          <IconButton
            icon={ChevronLeft}
            label="Newer calls"
            onPress={() => setOffset(Math.max(0, offset - PAGE))}
          />
          <span className="faint">
            {formatCount(offset + 1)}–{formatCount(last)} of {formatCount(data.total)}
          </span>
          <IconButton
            icon={ChevronRight}
            label="Older calls"
            onPress={() => last < data.total && setOffset(offset + PAGE)}
          />
        </div>
      )}
    </Panel>
  );
}
