import type { JudgeState } from '@core/model/api/judge';
import { formatCount, formatMoment, formatUsd } from '@core/model/format';
import { putCurrent } from '../../../shared/api/judge-client';
import { refreshJudge } from '../../../shared/api/judge-queries';
import { plural } from '../../../shared/labels';
import { Choice } from '../../../shared/ui/Choice';

/** Whose verdicts count: the judges that this workspace has been shown to. */
export function ConfigurationBar({ workspace, state }: { workspace: string; state: JudgeState }) {
  const { configurations, current } = state;
  const chosen = configurations.find(({ config }) => config === current)!;
  const { totals, configuration } = chosen;
  const choose = async (config: string): Promise<void> => {
    await putCurrent(workspace, config);
    await refreshJudge(workspace);
  };
  return (
    <div className="configuration-bar">
      <span className="field-label">Judged by</span>
      {configurations.length > 1 ? (
        <Choice
          label="Judge whose verdicts count"
          value={chosen.config}
          options={configurations.map((each) => ({
            value: each.config,
            label: `${each.configuration.model} · ${each.config.slice(0, 6)}`,
            detail: `${formatCount(each.totals.judged)} pairs, ${formatMoment(each.at)}`,
          }))}
          onChange={(config) => void choose(config)}
        />
      ) : (
        <strong>{configuration.model}</strong>
      )}
      <span className="faint small">
        configuration <span className="mono">{chosen.config.slice(0, 12)}</span> ·{' '}
        {formatCount(totals.games.judged + totals.games.unjudged)}{' '}
        {plural(totals.games.judged + totals.games.unjudged, 'call')} · {formatCount(totals.tokens.input)}{' '}
        tokens in, {formatCount(totals.tokens.output)} out ·{' '}
        {totals.costUnknown > 0 && totals.cost === 0 ? 'cost not known' : formatUsd(totals.cost)}
        {totals.costUnknown > 0 &&
          totals.cost > 0 &&
          `, ${formatCount(totals.costUnknown)} calls of unknown price`}
      </span>
    </div>
  );
}
