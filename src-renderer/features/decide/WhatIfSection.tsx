import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { decide } from '@core/decision/decide';
import { moveSetting } from '@core/decision/move-setting';
import { settingRanges } from '@core/decision/setting-ranges';
import type { GrowingBoard } from '@core/model/board';
import type { CriterionResult } from '@core/model/decision';
import { formatCount } from '@core/model/format';
import type { Plan } from '@core/model/plan';
import type { SettingRange } from '@core/model/what-if';
import { safeText } from '@core/model/visible-text';
import { getWhatIf } from '../../shared/api/decide-client';
import { useJudgeState } from '../../shared/api/judge-queries';
import { toProblem } from '../../shared/api/problem';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { type Exclusion, Exclusions } from './Exclusions';
import { SettingSlider } from './SettingSlider';
import { Section } from './Section';

/** Settings moved from their declared values; the verdict follows at once, and nothing is declared. */
export function WhatIfSection({
  board,
  onDeclare,
}: {
  board: GrowingBoard;
  onDeclare: (plan: Plan) => void;
}) {
  const { planState, decision, workspace } = board;
  const [moved, setMoved] = useState<ReadonlyMap<string, number>>(new Map());
  const [excluded, setExcluded] = useState<readonly Exclusion[]>([]);
  const judges = useJudgeState(workspace.id);
  const current = judges.data?.current ?? null;
  const [otherJudge, setOtherJudge] = useState<string | null>(null);
  const recomputed = excluded.length > 0 || otherJudge !== null;
  const without = useQuery({
    queryKey: ['what-if', workspace.id, planState.hash, board.computedAt, excluded, otherJudge],
    queryFn: ({ signal }) =>
      getWhatIf(workspace.id, { exclude: excluded.map(({ filter }) => filter), judge: otherJudge }, signal),
    enabled: recomputed,
    placeholderData: keepPreviousData,
  });
  const evidence = (recomputed ? without.data?.evidence : undefined) ?? board.evidence;
  // The ranges are of what is tried: of the pairs that are left in, and of the judge that is chosen.
  const robustness = useMemo(
    () => (evidence === board.evidence ? board.robustness : settingRanges(evidence, planState.plan)),
    [evidence, board, planState.plan],
  );
  const [missing, setMissing] = useState(planState.plan.missingShadow);
  const plan = useMemo(
    () =>
      robustness.reduce<Plan>(
        (changed, range) => {
          const value = moved.get(settingKey(range));
          return value === undefined ? changed : moveSetting(changed, range.setting, value);
        },
        { ...planState.plan, missingShadow: missing },
      ),
    [robustness, moved, missing, planState.plan],
  );
  const tried = useMemo(() => decide(evidence, plan), [evidence, plan]);
  const changed = moved.size > 0 || missing !== planState.plan.missingShadow || recomputed;
  const settingsMoved = moved.size > 0 || missing !== planState.plan.missingShadow;
  const move = (range: SettingRange, value: number) =>
    setMoved((before) => {
      const next = new Map(before);
      if (value === range.value) next.delete(settingKey(range));
      else next.set(settingKey(range), value);
      return next;
    });
  return (
    <Section
      id="what-if"
      note="moving a slider changes nothing in the workspace; ranges hold with all other settings as declared"
    >
      <div className="what-if">
        <div className="what-if-sliders">
          {robustness.map((range) => (
            <SettingSlider
              key={settingKey(range)}
              range={range}
              value={moved.get(settingKey(range)) ?? range.value}
              criterion={criterionOf(range, tried.criteria)}
              onChange={(value) => move(range, value)}
            />
          ))}
          <div className="setting">
            <div className="setting-head">
              <label htmlFor="what-if-missing">Requests without a shadow answer</label>
              <select
                id="what-if-missing"
                value={missing}
                onChange={(event) => setMissing(event.currentTarget.value as Plan['missingShadow'])}
              >
                <option value="failed">count as failed</option>
                <option value="excluded">are left out</option>
              </select>
            </div>
          </div>
          {judges.data && judges.data.configurations.length > 1 && (
            <div className="setting">
              <div className="setting-head">
                <label htmlFor="what-if-judge">Judge</label>
                <select
                  id="what-if-judge"
                  value={otherJudge ?? current ?? ''}
                  onChange={({ currentTarget: { value } }) => setOtherJudge(value === current ? null : value)}
                >
                  {judges.data.configurations.map(({ config, configuration, totals }) => (
                    <option key={config} value={config}>
                      {safeText(configuration.model)} · {config.slice(0, 6)} · {formatCount(totals.judged)}{' '}
                      {plural(totals.judged, 'pair')}
                      {config === current ? ' (counts)' : ''}
                    </option>
                  ))}
                </select>
              </div>
            </div>
          )}
          <Exclusions
            board={board}
            excluded={excluded}
            pairs={excluded.length > 0 ? (without.data?.excluded ?? null) : 0}
            problem={recomputed && without.error ? toProblem(without.error) : null}
            onChange={setExcluded}
          />
        </div>
        <div className="what-if-verdict" aria-live="polite">
          <p className="faint">{changed ? 'With these settings' : 'As declared'}</p>
          <VerdictBadge verdict={tried.verdict} large />
          <p className="what-if-summary">{tried.summary.split(' — ')[1]}</p>
          {changed && (
            <p className="faint">
              As declared: <VerdictBadge verdict={decision.verdict} />
            </p>
          )}
          <ul className="what-if-criteria">
            {tried.criteria.map((criterion) => (
              <li key={criterion.id}>
                <span className="clip">{criterion.label}</span>
                <VerdictBadge verdict={criterion.verdict} />
              </li>
            ))}
          </ul>
          {changed && (
            <div className="button-row">
              <Button
                onPress={() => {
                  setMoved(new Map());
                  setMissing(planState.plan.missingShadow);
                  setExcluded([]);
                  setOtherJudge(null);
                }}
              >
                <RotateCcw className="icon" aria-hidden />
                As declared
              </Button>
              {settingsMoved && <Button onPress={() => onDeclare(plan)}>Take over into the plan…</Button>}
            </div>
          )}
        </div>
      </div>
    </Section>
  );
}

function settingKey({ setting }: SettingRange): string {
  return setting.kind === 'level' ? 'level' : setting.criterion;
}

function criterionOf(
  { setting }: SettingRange,
  criteria: readonly CriterionResult[],
): CriterionResult | undefined {
  return setting.kind === 'level' ? undefined : criteria.find(({ id }) => id === setting.criterion);
}
