import { formatLatency, formatUsd } from '@core/model/format';
import type { ShownJudgement } from '@core/model/judge-run';
import { visibleText } from '@core/model/visible-text';
import { pairHref } from '../../../shared/pair-href';
import { ORDER_WORDS, REASON_WORDS } from '../words';
import { VerdictWord } from './VerdictWord';

/** Rows drawn: more scroll by faster than anybody reads. */
const SHOWN = 40;

/** Verdicts as they come in, the latest on top. */
export function VerdictStream({ workspace, games }: { workspace: string; games: readonly ShownJudgement[] }) {
  if (games.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
    <div className="verdict-stream" tabIndex={0} role="region" aria-label="Latest verdicts">
      <table>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Shown</th>
            <th scope="col">Verdict</th>
            <th scope="col">Why</th>
            <th scope="col" className="num">
              Latency
            </th>
            <th scope="col" className="num">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {games.slice(0, SHOWN).map((game) => (
            <tr key={`${game.pair} ${game.order} ${game.repeat} ${game.at}`}>
              <th scope="row" className="mono clip">
                <a href={pairHref(workspace, game.pair)}>{game.pair}</a>
              </th>
              <td className="nowrap soft">
                {ORDER_WORDS[game.order]}
                {game.repeat > 0 && `, time ${game.repeat + 1}`}
              </td>
              <td className="nowrap">
                <VerdictWord verdict={game.verdict} />
              </td>
              <td className="clip soft" title={visibleText(reasonOf(game))}>
                {visibleText(reasonOf(game))}
              </td>
              <td className="num">{formatLatency(game.latencyMs)}</td>
              <td className="num">{formatUsd(game.cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function reasonOf({ justification, unjudged, error }: ShownJudgement): string {
  if (unjudged !== null) return `${REASON_WORDS[unjudged]}${error === null ? '' : `: ${error}`}`;
  return justification ?? '';
}
