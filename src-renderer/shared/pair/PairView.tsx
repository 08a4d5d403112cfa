import { Suspense, lazy, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ArmDetail, PairDetail } from '@core/model/api/pair';
import { ARM_LABEL, type ArmName } from '@core/model/arm';
import type { MeaningFlag } from '@core/model/meaning';
import { safeText } from '@core/model/visible-text';
import { toProblem } from '../api/problem';
import { useCommands } from '../commands/registry';
import { Button } from '../ui/Button';
import { ArmName as ArmLabel } from '../ui/ArmName';
import { ProblemPanel } from '../ui/ProblemPanel';
import { Skeleton } from '../ui/Skeleton';
import { DiffView } from './DiffView';
import { FlagList } from './FlagList';
import { OtherReviews } from './OtherReviews';
import { PairHeader } from './PairHeader';
import { PromptPanel } from './PromptPanel';
import { RawView } from './RawView';
import { ReviewBar } from './ReviewBar';
import { StructureView } from './structure/StructureView';
import { ViewSwitch } from './ViewSwitch';
import { PAIR_VIEWS, type PairViewName } from './pair-views';
import type { PairViewProps } from './pair-view-props';
import { useReviewer } from './reviewer';
import { type Side, ownReview, sidesOf } from './sides';
import { useMeaning, usePair } from './use-pair';
import './pair.css';

/** Loaded when they are first asked for: most pairs are read without them. */
const MarkdownView = lazy(async () => ({ default: (await import('./MarkdownView')).MarkdownView }));
const CodeView = lazy(async () => ({ default: (await import('./code/CodeView')).CodeView }));

/** One pair: what was asked, both outputs side by side, what is known of them, and the reviewer's label. */
export function PairView(props: PairViewProps) {
  const { workspace, requestId, upcoming = [], blindSeed: seed = null } = props;
  const reviewer = useReviewer((state) => state.name);
  const { data, error, refetch } = usePair({ workspace, requestId, seed, reviewer }, upcoming);
  if (data) return <Loaded {...props} pair={data} />;
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
  const [chosen, setChosen] = useState<{ pair: string; flag: MeaningFlag | null } | null>(null);
  const flag = chosen?.pair === pair.requestId ? chosen.flag : null;
  // The next pair takes the place of this one, whose parts stay: making them anew would be felt.
  const shown = useRef(pair.requestId);
  useLayoutEffect(() => {
    if (shown.current === pair.requestId || scroller.current === null) return;
    shown.current = pair.requestId;
    scroller.current.scrollTop = 0;
  }, [pair.requestId]);
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
  // Keys say which part it is, too: siblings with one key between them stay behind when the pair changes.
  const shared = { sides, scroller };
  return (
    <section className="pair" aria-label={`Pair ${safeText(pair.requestId)}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <div className="pair-scroll" ref={scroller} tabIndex={0} role="region" aria-label="Pair, scrolls">
        <PairHeader pair={pair} />
        {pair.blind === null && <OtherReviews {...{ pair, own, reviewer }} />}
        <PromptPanel prompt={pair.prompt} messages={pair.messages} />
        {meaning !== undefined && !isHidden && (
          <FlagList
            key={`flags ${pair.requestId}`}
            meaning={meaning}
            chosen={flag}
            onChoose={(next) => {
              setChosen({ pair: pair.requestId, flag: next });
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
        {sides.map(
          ({ place, text, detail, arm }) =>
            text === null &&
            detail !== null &&
            arm !== null && (
              <p key={place} className="pair-notice pair-no-output">
                {noOutput({ ...detail, arm })}
              </p>
            ),
        )}
        {view === 'diff' && <DiffView key={`diff ${pair.requestId}`} {...shared} flag={flag} />}
        {view === 'structure' && <StructureView sides={sides} />}
        {view === 'raw' && <RawView key={`raw ${pair.requestId}`} {...shared} />}
        <Suspense fallback={<output className="pair-wait">Loading…</output>}>
          {view === 'rendered' && <MarkdownView key={pair.requestId} sides={sides} />}
          {view === 'code' && <CodeView key={pair.requestId} {...shared} />}
        </Suspense>
      </div>
      <ReviewBar {...props} pair={pair} own={own} sides={sides} />
    </section>
  );
}

function ColumnHead({ side }: { side: Side }) {
  const { arm, place, text } = side;
  return (
    <div className="pair-column-head">
      {arm === null ? <strong>{place === 'left' ? 'Left' : 'Right'}</strong> : <ArmLabel arm={arm} />}
      {text === null && <span className="pair-no-output">no output</span>}
    </div>
  );
}

function noOutput({ arm, state, error }: ArmDetail & { arm: ArmName }): string {
  const who = `${ARM_LABEL[arm]}: no output`;
  if (state === 'missing') return `${who}; the log holds none for this request.`;
  if (error !== null) return `${who}; the log says: ${safeText(error).slice(0, 2000)}`;
  return state === 'failed' ? `${who}; the request failed.` : `${who}; the log holds no texts.`;
}
