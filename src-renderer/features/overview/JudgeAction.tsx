import { Scale } from 'lucide-react';
import { useMemo } from 'react';
import type { CriterionResult } from '@core/model/decision';
import { formatCount, formatDuration, formatUsd } from '@core/model/format';
import { useEstimate, useJudgeState } from '../../shared/api/judge-queries';
import { draftOf, setDraft } from '../../shared/judge/draft';
import { navigate } from '../../shared/route';
import { Button } from '../../shared/ui/Button';

/** Judges the pairs that the win rate still needs; with what it costs and takes, where a judge was chosen before. */
export function JudgeAction({
  workspace,
  criterion,
  unjudged,
}: {
  workspace: string;
  criterion: CriterionResult;
  /** Eligible pairs that no judge has seen. */
  unjudged: number;
}) {
  const { n } = criterion;
  const needed = Math.min(criterion.needed ?? 0, unjudged);
  const { data: state } = useJudgeState(workspace);
  const current = state?.configurations.find(({ config }) => config === state.current) ?? null;
  const size = needed > 0 ? n + needed : 0;
  const request = useMemo(
    () =>
      current === null || size === 0
        ? null
        : { configuration: current.configuration, settings: { sample: { ...WHOLE, size } } },
    [current, size],
  );
  const { data: estimate } = useEstimate(workspace, request);
  const setUp = (): void => {
    const draft = draftOf(workspace);
    const configuration = current?.configuration ?? draft.configuration;
    const settings = size > 0 ? { ...draft.settings, sample: { ...WHOLE, size } } : draft.settings;
    setDraft(workspace, { configuration, settings });
    navigate({ screen: 'judge', workspace, view: 'setup' });
  };
  const price = [
    estimate?.cost && estimate.cost.expected > 0 && formatUsd(estimate.cost.expected),
    typeof estimate?.seconds === 'number' &&
      estimate.games.toAsk > 0 &&
      formatDuration(estimate.seconds * 1000),
  ].filter(Boolean);
  return (
    <Button kind="primary" onPress={setUp}>
      <Scale className="icon" aria-hidden />
      {needed === 0 ? 'Judge…' : `Judge ${formatCount(needed)} ${n > 0 ? 'more ' : ''}pairs…`}
      {request !== null && price.length > 0 && <span>≈ {price.join(', ')}</span>}
    </Button>
  );
}

const WHOLE = { size: null, stratifyBy: null, filter: [], untilDecided: false };
