import { useCallback, useMemo, useRef, useState } from 'react';
import type { PairDetail } from '@core/model/api/pair';
import type { MeaningFlag } from '@core/model/meaning';
import { safeText } from '@core/model/visible-text';
import { toProblem } from '../api/problem';
import { useCommands } from '../commands/registry';
import { Button } from '../ui/Button';
import { ArmName } from '../ui/ArmName';
import { ProblemPanel } from '../ui/ProblemPanel';
import { Skeleton } from '../ui/Skeleton';
import { DiffView } from './DiffView';
import { FlagList } from './FlagList';
import { PairHeader } from './PairHeader';
import { PromptPanel } from './PromptPanel';
import { RawView } from './RawView';
import { ReviewBar } from './ReviewBar';
import { ViewSwitch } from './ViewSwitch';
import { PAIR_VIEWS, type PairViewName } from './pair-views';
import type { PairViewProps } from './pair-view-props';
import { useReviewer } from './reviewer';
import { type Side, ownReview, sidesOf } from './sides';
import { useMeaning, usePair } from './use-pair';
import './pair.css';

/** One pair: what was asked, both outputs side by side, what is known of them, and the reviewer's label. */
export function PairView(props: PairViewProps) {
  const { workspace, requestId, upcoming = [], blindSeed: seed = null } = props;
  const reviewer = useReviewer((state) => state.name);
  const { data, error, refetch } = usePair({ workspace, requestId, seed, reviewer }, upcoming);
  if (data) return <Loaded key={requestId} {...props} pair={data} />;
  return (
    <div className="pair">
      <div className="pair-scroll">
        {error === null ? (
          <Skeleton label="Fetching the pair" heights={[28, 72, 60, 240]} />
        ) : (
          <ProblemPanel
            problem={toProblem(error)}
            actions={
              <Button kind="primary" onPress={() => void refetch()}>
                Try again
              </Button>
            }
          />
        )}
      </div>
    </div>
  );
}

function Loaded({ pair, ...props }: PairViewProps & { pair: PairDetail }) {
  const { workspace, blindSeed = null, actions } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const reviewer = useReviewer((state) => state.name);
  const own = ownReview(pair, reviewer);
  const sides = useMemo(() => sidesOf(pair, own, blindSeed !== null), [pair, own, blindSeed]);
  const [view, setView] = useState<PairViewName>('diff');
  const isHidden = pair.blind !== null;
  const { data: meaning } = useMeaning(workspace, isHidden ? null : pair.seq);
  const [flag, setFlag] = useState<MeaningFlag | null>(null);
  const turn = useCallback(
    () => setView((now) => PAIR_VIEWS[(PAIR_VIEWS.indexOf(now) + 1) % PAIR_VIEWS.length] ?? 'diff'),
    [],
  );
  const commands = useMemo(
    () => [
      {
        id: 'pair.view',
        title: 'Next way to view the outputs',
        group: 'Pair' as const,
        keys: 'v',
        run: turn,
      },
    ],
    [turn],
  );
  useCommands(commands);
  const shared = { sides, scroller };
  return (
    <section className="pair" aria-label={`Pair ${safeText(pair.requestId)}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className="pair-scroll" ref={scroller} tabIndex={0} role="region" aria-label="Pair, scrolls">
        <PairHeader pair={pair} />
        <PromptPanel prompt={pair.prompt} messages={pair.messages} />
        {meaning !== undefined && !isHidden && (
          <FlagList
            meaning={meaning}
            chosen={flag}
            onChoose={(next) => {
              setFlag(next);
              if (next !== null) setView('diff');
            }}
          />
        )}
        <div className="pair-columns">
          <ColumnHead side={sides[0]} />
          <ColumnHead side={sides[1]} />
          <ViewSwitch view={view} onChange={setView} />
          {actions}
        </div>
        {view === 'diff' && <DiffView {...shared} flag={flag} />}
        {view === 'raw' && <RawView {...shared} />}
      </div>
      <ReviewBar {...props} pair={pair} own={own} sides={sides} />
    </section>
  );
}

function ColumnHead({ side }: { side: Side }) {
  const { arm, place, detail, text } = side;
  return (
    <div className="pair-column-head">
      {arm === null ? <strong>{place === 'left' ? 'Left' : 'Right'}</strong> : <ArmName arm={arm} />}
      {text === null && <span className="pair-no-output">{noOutput(detail)}</span>}
    </div>
  );
}

function noOutput(detail: Side['detail']): string {
  if (detail === null) return 'no output';
  if (detail.state === 'missing') return 'no output: the log holds none for this request';
  if (detail.error !== null) return `no output: ${safeText(detail.error).slice(0, 400)}`;
  return detail.state === 'failed' ? 'no output: failed' : 'no output: the log holds no text';
}
